"""The site as a process of its own, started and stopped like any newcomer's."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from config.embedded.environment import PROJECT

READY_SECONDS = 60.0
END_SECONDS = 30.0
LOOK_SECONDS = 0.1


class SiteError(Exception):
    """The site does not serve; the text is one sentence."""


@contextmanager
def running_site(base_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """The site until the end of the block, which leaves no process behind. Raises SiteError."""
    command = [sys.executable, "-m", "config.serve", "--end-with-parent"]
    site = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        _await_ready(site, base_url)
        yield site
    finally:
        _end(site)


def _await_ready(site: subprocess.Popen[bytes], base_url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if site.poll() is not None:
            raise SiteError(f"The site ended with code {site.returncode} while it started.")
        if _is_ready(base_url):
            return
        time.sleep(LOOK_SECONDS)
    raise SiteError(f"The site was not ready after {READY_SECONDS:.0f} seconds.")


def _is_ready(base_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{base_url}/readyz", timeout=2) as answer:  # noqa: S310  # nosec B310 # our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(site: subprocess.Popen[bytes]) -> None:
    site.terminate()
    try:
        site.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        site.kill()
        site.wait()
