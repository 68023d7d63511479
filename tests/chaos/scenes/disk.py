"""The disk under the database is full: reading goes on, writing is refused cleanly, and room heals it (F26)."""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import requests

from tests.chaos.database import Leader
from tests.chaos.fleet import PROJECT
from tests.chaos.stage import Stage
from tests.chaos.traffic import body_of
from tests.chaos.verdict import Seen

DISK_MEGABYTES = 600
TRIES_MAX = 400
REFUSED_ENOUGH = 5
HEALED_SECONDS_MAX = 5.0


def disk_is_full(stage: Stage) -> Seen | None:
    """F26. On a copy of the database that lies on a small disk of its own; None where none may be mounted."""
    with _small_disk() as disk:
        if disk is None:
            return None
        copy = Leader(disk / "copy")
        stage.database.copy_to(copy, "-X", "stream")
        copy.start()
        try:
            return _filled(stage, copy, disk)
        finally:
            copy.stop()


def _filled(stage: Stage, copy: Leader, disk: Path) -> Seen:
    url = copy.server.url()
    web = stage.fleet.web_on(url)
    ballast = disk / "ballast"
    try:
        placed, before = list[str](), _place_until(stage, web.port, 1)
        placed += before.placed
        _fill(ballast)
        full = _place_until(stage, web.port, TRIES_MAX)
        placed += full.placed
        read = _get(web.port, stage)
        ballast.unlink()
        healed_at = time.monotonic()
        healed = _place_until(stage, web.port, TRIES_MAX, until_placed=True)
        seconds = time.monotonic() - healed_at
        placed += healed.placed
        names = ",".join(f"'{order}'" for order in placed)
        ((there,),) = copy.ask(f"select count(*) from orders_order where id in ({names})")
        verified = subprocess.run(
            [sys.executable, "manage.py", "verify", "--quiet"],
            env={**os.environ, "DATABASE_URL": url}, cwd=PROJECT, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        web.stop()
    wrong = {status for status in full.statuses | healed.statuses if status not in (201, 503)}
    said = (verified.stdout or verified.stderr).strip().splitlines()[-1]
    return Seen(
        full.statuses[503] >= REFUSED_ENOUGH
        and not wrong
        and read == 200
        and there == len(placed)
        and seconds <= HEALED_SECONDS_MAX
        and verified.returncode == 0,
        f"on the full disk placing was answered {dict(full.statuses)}, reading {read}; with room again placed after"
        f" {seconds:.1f} s; {len(placed)} acknowledged, {there} there; verify: {said}",
    )


class _Placed:
    def __init__(self) -> None:
        self.placed: list[str] = []
        self.statuses: Counter[int] = Counter()


def _place_until(stage: Stage, port: int, tries: int, *, until_placed: bool = False) -> _Placed:
    """Until enough was refused, or until one was placed."""
    found = _Placed()
    for number in range(tries):
        order, citizen = str(uuid4()), stage.cast.citizens[number % len(stage.cast.citizens)]
        answer = requests.post(
            f"http://127.0.0.1:{port}/api/v1/orders",
            json=body_of(order, stage.cast.crews[number % len(stage.cast.crews)], 3000 + number),
            headers={"Authorization": f"Bearer {citizen.token}"},
            timeout=30,
        )
        found.statuses[answer.status_code] += 1
        if answer.status_code == 201:
            found.placed.append(order)
        if found.statuses[503] >= REFUSED_ENOUGH and not until_placed:
            break
        if until_placed and found.placed:
            break
        time.sleep(0.05 if until_placed else 0)
    return found


def _get(port: int, stage: Stage) -> int:
    headers = {"Authorization": f"Bearer {stage.cast.citizens[0].token}"}
    return requests.get(f"http://127.0.0.1:{port}/api/v1/me", headers=headers, timeout=30).status_code


def _fill(ballast: Path) -> None:
    """To the last byte."""
    with ballast.open("wb", buffering=0) as file:
        block = bytes(2**20)
        while block:
            try:
                file.write(block)
            except OSError:
                block = block[: len(block) // 2]


@contextmanager
def _small_disk() -> Iterator[Path | None]:
    directory = Path(tempfile.mkdtemp(prefix="chaos-disk-", dir="/tmp"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MEGABYTES}m,mode=0711", "tmpfs", str(directory)]
    mounted = subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0
    try:
        yield directory if mounted else None
    finally:
        if mounted:
            subprocess.run(["umount", str(directory)], check=False)
        directory.rmdir()
