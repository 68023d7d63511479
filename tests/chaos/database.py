"""A PostgreSQL of the faults' own: a leader to be stopped, killed and frozen, and a standby that takes over."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

import psutil
import psycopg

from config.embedded.binaries import find_binaries
from config.embedded.cluster import SUPERUSER, server_environment
from config.embedded.place import place_for
from config.embedded.server import DATABASE, PORT, Server

SYNC_NAME = "standby"


class Leader:
    """One server. Durable whatever the tests' own is: what was acknowledged is on the disk."""

    def __init__(self, root: Path) -> None:
        root.mkdir(mode=0o711, exist_ok=True)
        self.place = place_for(root, say=lambda text: None)
        self.server = Server(self.place)

    @property
    def socket_directory(self) -> Path:
        return self.place.root / "socket"

    def start(self) -> None:
        os.environ["EMBEDDED_POSTGRES_FSYNC"] = "on"
        self.server.start()

    def stop(self) -> None:
        self.thaw()
        self.server.stop()

    def crash(self) -> None:
        """kill -9 of the postmaster and of everybody who works for it: nothing is written any more."""
        family = self._family()
        for process in family:
            _signal(process, signal.SIGKILL)
        psutil.wait_procs(family, timeout=10)

    def stop_immediately(self) -> None:
        """pg_ctl stop -m immediate: as a crash, and the clients are told at once."""
        family = self._family()
        _signal(family[0], signal.SIGQUIT)
        psutil.wait_procs(family, timeout=10)

    def freeze(self) -> None:
        for process in self._family():
            _signal(process, signal.SIGSTOP)

    def thaw(self) -> None:
        for process in self._family():
            _signal(process, signal.SIGCONT)

    def ask(self, sql: str, *, database: str = DATABASE) -> list[tuple[object, ...]]:
        """As the superuser, on a connection of its own."""
        with psycopg.connect(
            host=str(self.socket_directory), port=PORT, user=SUPERUSER, dbname=database, autocommit=True
        ) as connection:
            answer = connection.execute(sql.encode())
            return answer.fetchall() if answer.description else []

    def url_of(self, database: str) -> str:
        """One of its databases, through its socket."""
        return f"postgresql://{SUPERUSER}@/{database}?host={self.socket_directory}&port={PORT}"

    def _family(self) -> list[psutil.Process]:
        try:
            postmaster = psutil.Process(int((self.place.data / "postmaster.pid").read_text().split()[0]))
            return [postmaster, *postmaster.children(recursive=True)]
        except (FileNotFoundError, IndexError, psutil.NoSuchProcess):
            return []


class Database:
    """A leader and the place of its standby; ``url`` names both, and whichever takes writes is used."""

    def __init__(self) -> None:
        # A short path: a socket's may not have more than 107 bytes.
        self.root = Path(tempfile.mkdtemp(prefix="chaos-", dir="/tmp"))
        self.root.chmod(0o711)
        self.first, self.second = Leader(self.root / "first"), Leader(self.root / "second")

    def __enter__(self) -> Self:
        self.first.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self.second, self.first):
            server.stop()
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def url(self) -> str:
        hosts = quote(f"{self.first.socket_directory},{self.second.socket_directory}", safe=",")
        return (
            f"postgresql://{SUPERUSER}@/{DATABASE}?host={hosts}&port={PORT}&target_session_attrs=read-write"
        )

    def raise_standby(self, *, synchronous: bool) -> None:
        """A fresh copy of the first that follows it. When synchronous, no commit is answered without it."""
        self.second.stop()
        shutil.rmtree(self.second.place.data, ignore_errors=True)
        self.copy_to(self.second, "-X", "stream", "-R", "-d", f"application_name={SYNC_NAME}")
        self.second.start()
        self._set("synchronous_standby_names", SYNC_NAME if synchronous else "")
        wanted = "sync" if synchronous else "async"
        deadline = time.monotonic() + 60
        while ("streaming", wanted) not in self.first.ask(
            "select state, sync_state from pg_stat_replication"
        ):
            if time.monotonic() > deadline:
                raise SystemExit("The standby does not follow.")
            time.sleep(0.1)

    def copy_to(self, other: Leader, *options: str) -> None:
        """The first's files as they are now, for another server."""
        account, data = other.place.account, other.place.data
        account.take(data)
        subprocess.run(
            [
                find_binaries(self.first.place).program("pg_basebackup"), "-D", str(data), "-c", "fast",
                "-h", str(self.first.socket_directory), "-p", str(PORT), "-U", SUPERUSER, *options,
            ],
            check=True, env=server_environment(), capture_output=True, **account.process_arguments(),
        )  # fmt: skip

    def promote(self) -> None:
        """The second takes writes from now on, and waits for nobody."""
        self.second.ask("alter system reset synchronous_standby_names")
        self.second.ask("select pg_promote(wait => true)")

    def swap(self) -> None:
        """The second is the first of the next fault."""
        self.first, self.second = self.second, self.first

    def _set(self, name: str, value: str) -> None:
        self.first.ask(f"alter system set {name} = '{value}'")
        self.first.ask("select pg_reload_conf()")


def _signal(process: psutil.Process, number: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.send_signal(number)
