"""The swarm of WebSocket clients (``swarm.c``), built when it is first used."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from tests.bench.fleet.process import Process

SOURCE = Path(__file__).resolve().parent / "swarm.c"


class Swarm:
    """So many open sockets at one server, as a block."""

    def __init__(
        self, server: Process, path: str, count: int, *, greeting: str, headers: Sequence[str] = ()
    ) -> None:
        """``greeting`` is what a server sends once a socket hears everything; some say no more than "upgraded"."""
        self._server, self._path, self._count = server, path, count
        self._greeting, self._headers = greeting, headers

    def __enter__(self) -> "Swarm":
        file = tempfile.NamedTemporaryFile("w", suffix=".headers")
        file.writelines(f"{header}\n" for header in self._headers)
        file.flush()
        self._file = file
        self._process = subprocess.Popen(
            [str(_program()), str(self._server.port), self._path, str(self._count), file.name,
             self._greeting],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip
        if self._said() != ["ready", str(self._count)]:
            raise SystemExit("Not every socket came up.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._file.close()

    def last_after_seconds(self, marker: str, publish: Callable[[], object]) -> float:
        """From the call of ``publish`` until the last socket has read ``marker``."""
        assert self._process.stdin
        self._process.stdin.write(f"go {marker}\n")
        self._said()
        began = time.monotonic_ns()
        publish()
        _, reached, last = self._said()
        if int(reached) != self._count:
            raise SystemExit(f"{reached} of {self._count} sockets heard of it.")
        return (int(last) - began) / 1e9

    def _said(self) -> list[str]:
        assert self._process.stdout
        return self._process.stdout.readline().split()


def _program() -> Path:
    built = Path(os.environ["DATA_DIR"]) / "swarm"
    if not built.exists() or built.stat().st_mtime < SOURCE.stat().st_mtime:
        subprocess.run(["cc", "-O2", "-o", str(built), str(SOURCE)], check=True)
    return built
