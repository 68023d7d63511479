"""``make run`` without the make: one command, a served and seeded site, and nothing left of it afterwards."""

import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from config.embedded.environment import PROJECT
from config.embedded.waiting import wait_until
from tests.house.conftest import new_open_directory
from tests.house.guests import (
    PATIENCE_SECONDS,
    Guest,
    bare_environment,
    kill_hard,
    postmaster,
    processes_in,
    wait_until_nobody_is_in,
)

SERVED = "Ctrl-C stops it"


class Site:
    """A running ``python -m config.serve``."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self.port = free_port()
        self.said = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=PROJECT,
            env=bare_environment(data_dir, PORT=str(self.port), **environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_for(self, words: str) -> None:
        """Read on until the site has said it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if words in line:
                return
        raise AssertionError(self.said)

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE_SECONDS
        ) as answer:
            return answer.status, answer.read().decode()

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and wait for that; the exit code."""
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        self.said += rest
        return self.process.returncode


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(data_dir: Path, **environment: str) -> Iterator[Site]:
    site = Site(data_dir, **environment)
    try:
        site.wait_for(SERVED)
        yield site
    finally:
        if site.process.poll() is None:
            site.process.kill()
            site.process.communicate()


@pytest.fixture(scope="module")
def lived_in() -> Iterator[Path]:
    """A data directory whose site has been started before; no test leaves anything running in it."""
    with new_open_directory() as directory:
        with running(directory / "var") as site:
            assert site.stop() == 0
        yield directory / "var"


def test_one_command_serves_a_seeded_site_and_a_second_start_finds_it(data_dir: Path) -> None:
    with running(data_dir) as site:
        assert wait_until(lambda: answers(site), timeout_seconds=PATIENCE_SECONDS)
        assert f"http://127.0.0.1:{site.port}/agent/" in site.said
        assert "Loading the pilot county" in site.said
        with Guest(data_dir) as command:
            assert command.ask("SELECT count(*) FROM agents_county") == 1
        assert site.stop(signal.SIGINT) == 0
        assert "Traceback" not in site.said
    assert processes_in(data_dir) == []
    with running(data_dir) as again:
        assert "Loading the pilot county" not in again.said
        assert "migrations" not in again.said
        assert again.stop(signal.SIGTERM) == 0
    assert processes_in(data_dir) == []


def test_a_request_under_way_is_answered_before_the_site_stops(lived_in: Path) -> None:
    with running(lived_in) as site, Guest(lived_in) as command, psycopg.connect(command.url) as obstacle:
        obstacle.execute("LOCK TABLE django_migrations IN ACCESS EXCLUSIVE MODE")
        request = socket.create_connection(("127.0.0.1", site.port))
        request.settimeout(PATIENCE_SECONDS)
        request.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        assert wait_until(lambda: command.ask(waiting) > 0, timeout_seconds=PATIENCE_SECONDS)
        site.process.send_signal(signal.SIGTERM)
        assert wait_until(lambda: refuses(site.port), timeout_seconds=PATIENCE_SECONDS)
        obstacle.rollback()
        assert re.match(rb"HTTP/1.1 (200|503) ", request.recv(100))
        request.close()
        assert site.process.wait(PATIENCE_SECONDS) == 0


def refuses(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return False
    return True


@pytest.mark.parametrize("moment", ["migrations", "pilot county"])
def test_a_stop_while_it_starts_leaves_nothing_behind(data_dir: Path, moment: str) -> None:
    site = Site(data_dir)
    site.wait_for(moment)
    assert site.stop() == 0
    assert "Traceback" not in site.said
    assert processes_in(data_dir) == []


def test_a_killed_database_server_is_started_again(lived_in: Path) -> None:
    with running(lived_in) as site:
        killed = postmaster(lived_in)
        kill_hard(killed)
        assert wait_until(lambda: another_server_than(killed, lived_in), timeout_seconds=PATIENCE_SECONDS)
        assert wait_until(lambda: answers(site), timeout_seconds=PATIENCE_SECONDS)
        assert site.stop() == 0
    assert processes_in(lived_in) == []


def another_server_than(killed: psutil.Process, data_dir: Path) -> bool:
    """Whether a new server has put its number where the killed one's was."""
    try:
        return postmaster(data_dir) != killed
    except (OSError, psutil.NoSuchProcess):
        return False


def answers(site: Site) -> bool:
    """Whether the site is ready; it says so with an error as long as its database does not answer."""
    try:
        return site.get("/readyz")[0] == 200
    except urllib.error.HTTPError:
        return False


def test_a_killed_site_leaves_nothing_behind(lived_in: Path) -> None:
    with running(lived_in) as site:
        site.process.kill()
        site.process.wait()
    wait_until_nobody_is_in(lived_in)


def test_a_command_outlives_the_site_on_the_same_database(lived_in: Path) -> None:
    with running(lived_in) as site, Guest(lived_in) as command:
        assert site.stop() == 0
        assert command.ask("SELECT count(*) FROM agents_county") == 1
    assert processes_in(lived_in) == []


def test_a_busy_port_is_one_sentence(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = subprocess.run(
            [sys.executable, "-m", "config.serve"],
            cwd=PROJECT,
            env=bare_environment(data_dir, PORT=str(port)),
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1
    assert f"Port {port} of 127.0.0.1 cannot be listened on" in ran.stderr
    assert not data_dir.exists()
