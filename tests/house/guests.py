"""Processes that use an embedded server, for the tests to start, ask, send away and kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import psutil
import psycopg

from config.embedded.environment import PROJECT
from config.embedded.waiting import wait_until

PATIENCE_SECONDS = 30.0
GIVEN_FROM_OUTSIDE = (
    "DATABASE_URL",
    "SECRET_KEY",
    "FIELD_KEYS",
    "INDEX_KEY",
    "DEMO",
    "EMBEDDED_POSTGRES",
    "CI",
)

STAY = """
import os, sys
from config.embedded.environment import prepare_environment
with prepare_environment():
    print(os.environ["DATABASE_URL"], flush=True)
    sys.stdin.read()
"""


def bare_environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of somebody who set nothing but DATA_DIR; the server may lose its data in a power cut."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN_FROM_OUTSIDE}
    return kept | {"DATA_DIR": str(data_dir), "EMBEDDED_POSTGRES_FSYNC": "off"} | more


class Guest:
    """One process that uses the server of a data directory until it is sent away."""

    def __init__(
        self,
        data_dir: Path,
        *,
        python: str = sys.executable,
        project: Path = PROJECT,
        become: Mapping[str, Any] | None = None,
        **environment: str,
    ) -> None:
        self._process = subprocess.Popen(
            [python, "-c", STAY],
            cwd=project,
            env=bare_environment(data_dir, **environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **(become or {}),
        )
        self.url = ""
        self.said = ""

    def arrive(self) -> Self:
        """Wait until the server serves this guest."""
        assert self._process.stdout is not None
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            self.leave()
        return self

    def leave(self) -> str:
        """Say good-bye and wait for the end; what the guest said on standard error."""
        _, self.said = self._process.communicate(timeout=PATIENCE_SECONDS)
        return self.said

    def kill(self) -> None:
        """End it by kill -9."""
        self._process.kill()
        self._process.communicate(timeout=PATIENCE_SECONDS)

    def ask(self, statement: str) -> Any:
        """The first value of a statement's answer."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(statement.encode()).fetchone()
        return row[0] if row else None

    def tell(self, statement: str) -> None:
        """Run a statement that answers nothing."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def __enter__(self) -> Self:
        return self.arrive()

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self.leave()


def processes_in(*directories: Path) -> list[psutil.Process]:
    """The living processes that work in, or were told of, one of the directories."""
    return [process for process in psutil.process_iter() if _belongs(process, directories)]


def wait_until_nobody_is_in(*directories: Path) -> None:
    """Wait for the last process of the directories to end."""
    gone = wait_until(lambda: not processes_in(*directories), timeout_seconds=PATIENCE_SECONDS)
    assert gone, processes_in(*directories)


def _belongs(process: psutil.Process, directories: tuple[Path, ...]) -> bool:
    try:
        if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
            return False
        told = "\0".join([process.cwd(), *process.cmdline()])
    except psutil.Error:
        return False
    return any(str(directory) in told for directory in directories)


def postmaster(data_dir: Path) -> psutil.Process:
    """The server process whose files lie in the data directory itself."""
    return psutil.Process(int((data_dir / "postgres/data/postmaster.pid").read_text().splitlines()[0]))


def kill_hard(process: psutil.Process) -> None:
    """kill -9, and wait until it is gone."""
    process.send_signal(signal.SIGKILL)
    wait_until(
        lambda: not process.is_running() or process.status() == psutil.STATUS_ZOMBIE, timeout_seconds=5
    )


@contextmanager
def permissions_unchanged(*paths: Path) -> Iterator[None]:
    """Fail when the block changed mode or owner of one of the paths or of a directory above it."""
    watched = {parent for path in paths for parent in [path, *path.parents] if parent.exists()}
    before = {path: _permissions(path) for path in watched}
    yield
    assert {path: _permissions(path) for path in watched} == before


def _permissions(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_mode, found.st_uid, found.st_gid
