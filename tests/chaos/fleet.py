"""The product's own processes, to be killed, frozen and started again: web, dispatchers, two deliveries, Redis."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Self

from tests.bench.fleet.process import free_port

PROJECT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PATIENCE_SECONDS = 120.0
# Each request a line and nothing taken out of it: what is not scrubbed must not be there in the first place (S23).
TALKATIVE = {"LOG_FORMAT": "line", "LOG_REQUESTS": "1", "LOG_LEVEL": "INFO"}


KINDS = ("dispatcher", "deliveries", "daphne")
_numbers = count(1)


class Child:
    """A process that is started again after it was killed, as a supervisor would. ``log``: what it says, each time."""

    def __init__(self, command: list[str], *, environment: dict[str, str], log: Path, port: int = 0) -> None:
        self._command, self._environment, self._log, self.port = command, environment, log, port
        self.start()

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env={**os.environ, **self._environment},
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log if self.port else subprocess.PIPE,
                stderr=log,
            )

    def kill(self) -> None:
        """kill -9: no farewell, nothing flushed."""
        self._process.kill()
        self._process.wait()

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    @property
    def pid(self) -> int:
        return self._process.pid

    def terminate(self, *, seconds_max: float) -> float:
        """SIGTERM, as a deployment sends it, and kill -9 when it does not end in time; the seconds that it took."""
        begun = time.monotonic()
        self._process.terminate()
        try:
            self._process.wait(seconds_max)
        except subprocess.TimeoutExpired:
            self.kill()
        return time.monotonic() - begun

    def stop(self) -> None:
        self.thaw()
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()

    def await_up(self) -> None:
        """A server listens; a worker says on its first line that it runs."""
        if self.port:
            until(lambda: self.listens, f"port {self.port} listens")
        elif self._process.stdout:
            self._process.stdout.readline()

    @property
    def listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0


class Fleet:
    """``environment``: what the providers' stand-ins want the processes to be told."""

    def __init__(self, environment: dict[str, str], *, webs: int = 1, dispatchers: int = 1) -> None:
        redis_port = free_port()
        self.environment = {
            **environment,
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}",
            "RATE_LIMIT_FACTOR": "1000000",
            **TALKATIVE,
        }
        options = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._running = ExitStack()
        self.redis = self._child(["redis-server", "--port", str(redis_port), *options], {}, redis_port)
        self.redis.await_up()
        self.webs = [self._web() for _ in range(webs)]
        self.dispatchers = [self._command("dispatcher") for _ in range(dispatchers)]
        self.deliveries = [self._command("deliveries") for _ in range(2)]
        self.web, self.dispatcher = self.webs[0], self.dispatchers[0]
        for child in (*self.webs, *self.dispatchers, *self.deliveries):
            child.await_up()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def url(self) -> str:
        return self.urls[0]

    @property
    def urls(self) -> list[str]:
        return [f"http://127.0.0.1:{web.port}" for web in self.webs]

    def web_whose_clock_is_off(self, *, seconds: int) -> Child:
        """One more web process, on a host whose clock is wrong (F17)."""
        port = free_port()
        skewed = [sys.executable, "-m", "tests.chaos.skewed", str(seconds), *_daphne(port)[1:]]
        child = self._child(skewed, self.environment, port)
        child.await_up()
        return child

    def web_on(self, database_url: str) -> Child:
        """One more web process, on another database."""
        port = free_port()
        child = self._child(_daphne(port), {**self.environment, "DATABASE_URL": database_url}, port)
        child.await_up()
        return child

    def _web(self) -> Child:
        port = free_port()
        return self._child(_daphne(port), self.environment, port)

    def _command(self, name: str) -> Child:
        return self._child([sys.executable, "manage.py", name], self.environment)

    def _child(self, command: list[str], environment: dict[str, str], port: int = 0) -> Child:
        child = Child(command, environment=environment, log=_log_of(command), port=port)
        self._running.callback(child.stop)
        return child


def log_files() -> list[Path]:
    """What the processes of this run have written."""
    return sorted(_logs().glob("*.log"))


def forget_logs() -> None:
    for path in log_files():
        path.unlink()


def _logs() -> Path:
    return Path(os.environ["DATA_DIR"]) / "logs"


def _log_of(command: list[str]) -> Path:
    """Named by what runs: redis-server, daphne, dispatcher, deliveries; numbered, for there are several."""
    _logs().mkdir(exist_ok=True)
    names = [Path(word).name for word in command]
    kind = next(name for name in (*KINDS, names[0]) if name in names)
    return _logs() / f"{kind}-{next(_numbers)}.log"


def _daphne(port: int) -> list[str]:
    endpoint = f"tcp:port={port}:interface=127.0.0.1:backlog=2048"
    return [str(BIN / "daphne"), "-v", "0", "-e", endpoint, "config.asgi:application"]


def until(holds: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.02)
