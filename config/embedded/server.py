"""One server: is it running, start it, stop it. Whoever calls these holds the transition lock."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from config.embedded.binaries import find_binaries
from config.embedded.cluster import SUPERUSER, lay_out, server_environment
from config.embedded.errors import EmbeddedError
from config.embedded.ownership import own_like_parent
from config.embedded.place import Place
from config.embedded.waiting import wait_until

DATABASE = "grid_dispatch"
PORT = 5432  # names the socket file only; no TCP port is opened
DURABLE_VARIABLE = "EMBEDDED_POSTGRES_FSYNC"
CONNECTIONS_MAX = 300
SOCKET_PATH_BYTES_MAX = 103  # the smallest limit of the systems this runs on
START_SECONDS = 60
STOP_SECONDS = 60
ORPHANS_SECONDS = 10

# The server outlives whoever started it. Its handles are kept so that none is taken for a forgotten child.
_launched: list[subprocess.Popen[bytes]] = []


@dataclass(frozen=True)
class Server:
    """The server whose files lie in one place."""

    place: Place

    def socket_directory(self) -> Path | None:
        """Where the running server listens; None when nothing listens there."""
        directory = _line_of_pid_file(self.place.data, 5)
        if directory is None or not _listens(_socket_file(Path(directory))):
            return None
        return Path(directory)

    def url(self) -> str:
        """The DATABASE_URL of the running server. Raises EmbeddedError when it is not running."""
        directory = quote(str(self._socket_directory_in_use()))
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={directory}&port={PORT}"

    def start(self) -> None:
        """Start the server, laying out its files the first time, and make the site's database in it.

        Raises EmbeddedError with the server's own last words when it does not come up.
        """
        durable = os.environ.get(DURABLE_VARIABLE) != "off"
        binaries = find_binaries(self.place)
        lay_out(binaries, self.place, durable=durable)
        _clear_traces_of_a_killed_server(self.place)
        command = [binaries.program("postgres"), "-D", str(self.place.data)]
        command += _options(_new_socket_directory(self.place), durable=durable)
        try:
            self._launch(command)
            self._make_database()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server if it runs: open transactions are rolled back, committed ones are safe on disk."""
        directory = _line_of_pid_file(self.place.data, 5)
        for way in (signal.SIGINT, signal.SIGQUIT):  # PostgreSQL's fast and immediate shutdown
            process = _postmaster(self.place.data)
            if process is None:
                break
            process.send_signal(way)
            wait_until(partial(_gone, process), timeout_seconds=STOP_SECONDS)
        for child in _launched:
            child.poll()
        if directory is not None and Path(directory) != self.place.root / "socket":
            shutil.rmtree(directory, ignore_errors=True)

    def _socket_directory_in_use(self) -> Path:
        directory = self.socket_directory()
        if directory is None:
            raise EmbeddedError(f"The database server is not running; see {self.place.log}.")
        return directory

    def _launch(self, command: list[str]) -> None:
        with self.place.log.open("ab") as log:
            own_like_parent(self.place.log)
            log_starts_at = log.tell()
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=server_environment(),
                **self.place.account.process_arguments(),
            )
        _launched.append(process)
        wait_until(lambda: process.poll() is not None or self._answers(), timeout_seconds=START_SECONDS)
        if process.poll() is not None or not self._answers():
            words = _last_words(self.place.log, log_starts_at)
            raise EmbeddedError(f"The database server did not start: {words} (see {self.place.log}).")

    def _answers(self) -> bool:
        directory = self.socket_directory()
        if directory is None:
            return False
        try:
            _connect(directory).close()
        except psycopg.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        with _connect(self._socket_directory_in_use()) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _options(socket_directory: Path, *, durable: bool) -> list[str]:
    quoted = '"' + str(socket_directory).replace('"', '""') + '"'
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": quoted,
        "port": str(PORT),
        "max_connections": str(CONNECTIONS_MAX),
        "jit": "off",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _new_socket_directory(place: Place) -> Path:
    directory = place.root / "socket"
    if len(os.fsencode(_socket_file(directory))) > SOCKET_PATH_BYTES_MAX:
        directory = Path(tempfile.mkdtemp(prefix="grid-dispatch-", dir="/tmp"))  # nosec B108 # a new directory
    place.account.take(directory)
    return directory


def _socket_file(directory: Path) -> Path:
    return directory / f".s.PGSQL.{PORT}"


def _listens(socket_file: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as attempt:
        try:
            attempt.connect(str(socket_file))
        except OSError:
            return False
    return True


def _connect(directory: Path) -> psycopg.Connection:
    return psycopg.connect(
        host=str(directory), port=PORT, user=SUPERUSER, dbname="postgres", connect_timeout=5, autocommit=True
    )


def _line_of_pid_file(data: Path, number: int) -> str | None:
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return None
    line = lines[number - 1].strip() if len(lines) >= number else ""
    return line or None


def _postmaster(data: Path) -> psutil.Process | None:
    """The process named by the pid file, if it is this server; the number may have passed to another program."""
    pid = _line_of_pid_file(data, 1)
    if pid is None:
        return None
    try:
        process = psutil.Process(int(pid))
        return process if _works_in(process, data) else None
    except (psutil.NoSuchProcess, ValueError):
        return None


def _clear_traces_of_a_killed_server(place: Place) -> None:
    """PostgreSQL refuses to start while a process of the same user has the number that a killed server left behind.

    Its files go only when no process at all works in the database files any more: the children of a killed server
    hold its shared memory for a moment longer, and the server's own check for them hangs on the pid file.
    """
    if wait_until(lambda: not _in_use(place.data), timeout_seconds=ORPHANS_SECONDS):
        (place.data / "postmaster.pid").unlink(missing_ok=True)
        shutil.rmtree(place.root / "socket", ignore_errors=True)


def _in_use(data: Path) -> bool:
    return any(_works_in(process, data) for process in psutil.process_iter())


def _works_in(process: psutil.Process, data: Path) -> bool:
    try:
        return Path(process.cwd()) == data.resolve()
    except (psutil.Error, OSError):
        return False


def _gone(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def _last_words(log: Path, since: int) -> str:
    with log.open("rb") as stream:
        stream.seek(since)
        lines = stream.read().decode(errors="replace").strip().splitlines()
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line] or lines
    return telling[-1] if telling else "it said nothing"
