"""What a path asks for is started when it is first asked for; everything ends with the block."""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.bench.fleet.process import Process, free_port

HERE = Path(__file__).resolve().parent
PEERS = HERE.parent / "peers"
PROJECT = HERE.parents[2]
BIN = Path(sys.executable).parent


class Fleet:
    """Servers of the product and of its peers, each a process of its own. Two cores are shared by all of them."""

    def __enter__(self) -> "Fleet":
        self._running = ExitStack()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._running.close()

    @cached_property
    def redis_port(self) -> int:
        port = free_port()
        options = ["--save", "", "--appendonly", "no", "--maxclients", "20000"]
        self._start("redis", ["redis-server", "--port", str(port), "--bind", "127.0.0.1", *options], port)
        return port

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis_port}"

    @cached_property
    def pages(self) -> Process:
        """Pages and API as in the fleet: the WSGI application under granian."""
        port = free_port()
        command = [
            str(BIN / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
            "--workers", "2", "--blocking-threads", "2", "--backlog", "2048", "--no-access-log",
            "--log-level", "error", "config.wsgi:application",
        ]  # fmt: skip
        return self._start("granian", command, port, self._product)

    @cached_property
    def daphne(self) -> Process:
        """Sockets as in the fleet, and pages as in the embedded form."""
        return self.another_daphne()

    def another_daphne(self, **environment: str) -> Process:
        port = free_port()
        endpoint = f"tcp:port={port}:interface=127.0.0.1:backlog=2048"
        command = [str(BIN / "daphne"), "-v", "0", "-e", endpoint, "config.asgi:application"]
        return self._start("daphne", command, port, self._product | environment)

    @cached_property
    def site(self) -> Process:
        """The embedded form as a phone meets it: static files compressed and under hashed names."""
        static = {"STATIC_HASHED": "1", "STATIC_ROOT": str(Path(os.environ["DATA_DIR"]) / "static")}
        collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]
        subprocess.run(collect, cwd=PROJECT, env={**os.environ, **static}, check=True)
        return self.another_daphne(**static)

    @cached_property
    def uvicorn(self) -> Process:
        """The same application under the optional server."""
        port = free_port()
        command = [
            str(BIN / "uvicorn"), "config.asgi:application", "--host", "127.0.0.1", "--port", str(port),
            "--loop", "uvloop", "--lifespan", "off", "--ws-per-message-deflate", "false", "--backlog", "2048",
            "--no-access-log", "--log-level", "error",
        ]  # fmt: skip
        return self._start("uvicorn", command, port, self._product)

    @cached_property
    def starlette(self) -> Process:
        """The thinnest Python that does the bare statements: Starlette, asyncpg, uvloop."""
        port = free_port()
        command = [
            str(BIN / "uvicorn"), "tests.bench.peers.thin:app", "--host", "127.0.0.1", "--port", str(port),
            "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "error",
        ]  # fmt: skip
        return self._start("uvicorn", command, port)

    @cached_property
    def node(self) -> Process:
        """Node's ws fed by ioredis."""
        return self.another_node()

    def another_node(self) -> Process:
        port = free_port()
        where = {"REDIS_PORT": str(self.redis_port), "PORT": str(port), "NODE_PATH": str(_node_modules())}
        return self._start("node", ["node", str(PEERS / "fanout.cjs")], port, where)

    @property
    def _product(self) -> dict[str, str]:
        # A few people of a benchmark are quicker than any: the limits are asked, and let them through.
        return {"REDIS_URL": self.redis_url, "RATE_LIMIT_FACTOR": "1000000"}

    def _start(self, name: str, command: list[str], port: int, more: dict[str, Any] | None = None) -> Process:
        if shutil.which(command[0]) is None:
            raise SystemExit(f"{name} is needed for this path and was not found.")
        process = Process(name, command, port=port, environment={**os.environ, **(more or {})}, cwd=PROJECT)
        self._running.callback(process.stop)
        process.await_listening()
        return process


def _node_modules() -> Path:
    """The peers' packages, installed once under var/."""
    target = Path(os.environ["DATA_DIR"]) / "node"
    if not (target / "node_modules" / "ws").exists():
        target.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(PEERS / name, target / name)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=target, check=True)
    return target / "node_modules"
