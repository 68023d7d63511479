"""Real servers on ports of this machine: daphne in a thread and in a process, redis-server."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from tests.realtime.traffic import TRAFFIC

PATIENCE_SECONDS = 10.0


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@cache
def daphne_in_a_thread() -> int:
    """The house's own application in this process, so that its hub is fed directly. Returns the port.

    One for all tests of a process: its event loop cannot be started twice.
    """
    from daphne.server import Server

    from config.asgi import application

    mounted = application.application_mapping["http"]
    mounted.app = TRAFFIC.pages(mounted.app)
    port = free_port()
    server = Server(
        TRAFFIC.door(application), endpoints=[f"tcp:{port}:interface=127.0.0.1"], signal_handlers=False
    )
    threading.Thread(target=server.run, name="daphne", daemon=True).start()
    wait_until_listening(port)
    return port


def daphne_process(port: int, *, redis_url: str) -> subprocess.Popen[bytes]:
    """Another process of the fleet on the test database."""
    environment = {**os.environ, "DATABASE_URL": database_url(), "REDIS_URL": redis_url}
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "config.asgi:application"]
    return subprocess.Popen(command, env=environment)


def database_url() -> str:
    """The database of this test, for other processes."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def redis_process(port: int) -> subprocess.Popen[bytes]:
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_until_listening(port)
    return process


def wait_until_listening(port: int, *, seconds: float = PATIENCE_SECONDS) -> None:
    def listens() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    wait_until(listens, f"port {port} listens", seconds=seconds)


def wait_until(holds: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.02)
