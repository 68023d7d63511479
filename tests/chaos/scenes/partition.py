"""The network between web and database swallows everything for a while, and then carries again (F34)."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import psutil
import psycopg
import requests

from config.embedded.binaries import find_binaries
from config.embedded.cluster import SUPERUSER, server_environment
from config.embedded.server import DATABASE, PORT
from tests.chaos.database import Leader
from tests.chaos.fleet import PROJECT, Child, until
from tests.chaos.front import Front
from tests.chaos.history.record import now, seconds_to_heal
from tests.chaos.history.register import EVENT
from tests.chaos.network import Wire
from tests.chaos.stage import Stage
from tests.chaos.traffic import Client, Traffic, body_of
from tests.chaos.verdict import Seen

CUT_SECONDS, CUT_SECONDS_WHEN_SHORT = 40.0, 20.0
BEFORE_SECONDS = 3.0
HEALED_SECONDS_MAX = 5.0
# connect_timeout is 2 s, tcp_user_timeout 5 s, keep-alives give a silent server up after 11 s (config/env.py).
ANSWER_SECONDS_MAX = 15.0
LOCK_SECONDS_MAX = 15.0
THREADS_MORE_MAX = 8
LIVES = 3


def network_swallows(stage: Stage) -> Seen | None:
    """F34. On a copy of the database behind a cable of its own; None where no cable may be laid."""
    try:
        with Wire() as wire:
            copy = Leader(stage.database.root / "behind")
            stage.database.copy_to(copy, "-X", "stream")
            try:
                wire.at_the_far_end(lambda: _start(copy, wire))
                return _cut(stage, wire, copy)
            finally:
                copy.stop()
    except (subprocess.CalledProcessError, FileNotFoundError, PermissionError):
        return None


def _start(copy: Leader, wire: Wire) -> None:
    """As a server on another host: it listens on its end of the cable."""
    place = copy.place
    place.account.take(copy.socket_directory)
    with (place.data / "pg_hba.conf").open("a") as rules:
        rules.write(f"host all all {wire.near}/32 trust\n")
    settings = {
        "listen_addresses": wire.far, "port": PORT, "unix_socket_directories": copy.socket_directory,
        "max_connections": 100,
    }  # fmt: skip
    command = [find_binaries(place).program("postgres"), "-D", str(place.data)]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with place.log.open("ab") as log:
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=server_environment(),
            **place.account.process_arguments(),
        )  # fmt: skip
    until(lambda: _takes_writes(copy), "the server behind the cable answers")


def _takes_writes(copy: Leader) -> bool:
    try:
        return copy.ask("select pg_is_in_recovery()") == [(False,)]
    except psycopg.OperationalError:
        return False


def _cut(stage: Stage, wire: Wire, copy: Leader) -> Seen:
    seconds = CUT_SECONDS_WHEN_SHORT if stage.short else CUT_SECONDS
    web = stage.fleet.web_on(f"postgresql://{SUPERUSER}@{wire.far}:{PORT}/{DATABASE}")
    try:
        front = Front([f"http://127.0.0.1:{web.port}"])
        traffic = Traffic(front, stage.cast, stage.history)
        with (
            stage.history.since() as operations,
            ThreadPoolExecutor(1) as phone,
            _asked(web, stage) as reader,
            traffic.kept_up(LIVES),
        ):
            time.sleep(BEFORE_SECONDS)
            before = _threads(web)
            waiting, order = _waits_for_a_lock(copy, stage, front, phone)
            wire.cut()
            time.sleep(seconds)
            during, held = _threads(web), _held_since(copy)
            wire.mend()
            healed_at = now()
            waiting.rollback()
            waiting.close()
            time.sleep(HEALED_SECONDS_MAX)
        verified = _verify(copy)
    finally:
        web.stop()
    said = [each for each in operations if each.outcome == "acknowledged"]
    lost = [each for each in said if not _is_kept(copy, each.order, each.verb)]
    healed = seconds_to_heal(operations, healed_at)
    hung = max((each.ended - each.begun for each in operations if each.order == order), default=0.0)
    wrong = set(reader.statuses) - {200, 503}
    return Seen(
        not lost
        and healed is not None
        and healed <= HEALED_SECONDS_MAX
        and not wrong
        and reader.slowest <= ANSWER_SECONDS_MAX
        and reader.statuses[503] > 0
        and held <= LOCK_SECONDS_MAX
        and during - before <= THREADS_MORE_MAX
        and verified.returncode == 0,
        f"cut for {seconds:.0f} s; {len(said)} acknowledged, {len(lost)} lost,"
        f" {sum(each.outcome == 'unknown' for each in operations)} never answered; a reader was told"
        f" {dict(reader.statuses)}, after {reader.slowest:.1f} s at most; a claim that was under way {hung:.1f} s;"
        f" the oldest transaction that the server kept for a client it could not see {held:.1f} s; written again"
        f" {healed or 0:.1f} s after the mending; {before} threads before, {during} meanwhile; verify:"
        f" {(verified.stdout or verified.stderr).strip().splitlines()[-1]}",
    )


def _waits_for_a_lock(
    copy: Leader, stage: Stage, front: Front, phone: ThreadPoolExecutor
) -> tuple[psycopg.Connection, str]:
    """A claim whose statement the server has taken and cannot answer yet: only a keep-alive finds that out."""
    crew, citizen, agent = stage.cast.crews[0], stage.cast.citizens[0], stage.cast.agents[0][0]
    client, order = Client(front, stage.history), str(uuid4())
    client.until_answered("place", "/orders", citizen, order=order, body=body_of(order, crew, 950))
    holder = psycopg.connect(copy.url_of(DATABASE))
    holder.execute("select from orders_order where id = %s for update", [order])
    phone.submit(Client(front, stage.history).once, "claim", f"/orders/{order}/claim", agent, order=order)
    until(
        lambda: copy.ask("select 1 from pg_stat_activity where wait_event_type = 'Lock'") != [],
        "the claim waits",
    )
    return holder, order


def _held_since(copy: Leader) -> float:
    """Seconds since the oldest transaction began that the server keeps open for the web."""
    ((seconds,),) = copy.ask(
        "select coalesce(max(extract(epoch from now() - xact_start)), 0) from pg_stat_activity"
        " where client_addr is not null and xact_start is not null"
    )
    return float(str(seconds))


def _is_kept(copy: Leader, order: str, verb: str) -> bool:
    found = copy.ask(
        f"select 1 from orders_orderevent where order_id = '{order}' and kind = '{EVENT[verb]}' limit 1"
    )
    return bool(found)


def _verify(copy: Leader) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "verify", "--quiet"],
        env={**os.environ, "DATABASE_URL": copy.url_of(DATABASE)}, cwd=PROJECT,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def _threads(web: Child) -> int:
    return psutil.Process(web.pid).num_threads()


@dataclass
class _Reader:
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: float = 0.0


@contextmanager
def _asked(web: Child, stage: Stage) -> Iterator[_Reader]:
    """Somebody who reads a page again and again; 0 is a broken line, or a 503 that does not say when to come back."""
    reader, ending = _Reader(), threading.Event()
    headers = {"Authorization": f"Bearer {stage.cast.citizens[0].token}"}

    def ask() -> None:
        while not ending.wait(0.2):
            began, status = time.monotonic(), 0
            try:
                answer = requests.get(f"http://127.0.0.1:{web.port}/api/v1/me", headers=headers, timeout=60)
                status = answer.status_code if answer.ok or "Retry-After" in answer.headers else 0
            except requests.RequestException:
                pass
            reader.statuses[status] += 1
            reader.slowest = max(reader.slowest, time.monotonic() - began)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield reader
    finally:
        ending.set()
        thread.join()
