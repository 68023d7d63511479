"""A hundred thousand lines are taken out of a house that has little memory left (F27)."""

import contextlib
import csv
import io
import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import psutil
import psycopg
import requests
from django.conf import settings
from django.utils import timezone

from agents.models import Officer
from points.periods import quarter_of
from points.reports.taking import What
from tests.bench.seeds import county, session_cookie
from tests.chaos.fleet import Child
from tests.chaos.scenes.backup import copy_into
from tests.chaos.stage import Stage
from tests.chaos.verdict import Seen, percentile

LARGE = "large"
LINES, LINES_WHEN_SHORT, OF_EACH_ORDER = 100_000, 20_000, 5
# What the process may grow by while it writes the report; ``tests/quarter/large.py`` measures ten times the lines.
MEGABYTES_MAX = 300
ANSWER_SECONDS_MAX = 3.0
EXPORT_SECONDS_MAX = 900.0
MEGABYTE = 2**20

COPIES = (
    "set session_replication_role = replica",
    """
    create temporary table model as select o.* from orders_order o
    where o.completed_at is not null and exists (
        select from points_pointsentry e where e.order_id = o.id and e.kind = 'base')
    order by o.placed_at limit 1
    """,
    """
    insert into orders_order select (jsonb_populate_record(null::orders_order, to_jsonb(model) || jsonb_build_object(
        'id', gen_random_uuid(),
        'number', 'LARGE-' || to_char(made.n, 'FM00000000'), 'agent_id', a.id))).*
    from model, generate_series(1, %(orders)s) as made (n)
    join (select id, row_number() over (order by id) - 1 as turn, count(*) over () as all_of_them from agents_agent) a
        on a.turn = made.n %% a.all_of_them
    """,
    """
    insert into points_pointsentry select (jsonb_populate_record(null::points_pointsentry, to_jsonb(e) ||
        jsonb_build_object(
        'id', 1000000 + %(each)s * o.n + each, 'key', 'large:' || o.n || ':' || each, 'order_id', o.id,
        'agent_id', o.agent_id))).*
    from (select id, agent_id, row_number() over () as n from orders_order where number like 'LARGE-%%') o,
        generate_series(1, %(each)s) each,
        (select e.* from points_pointsentry e join model on e.order_id = model.id where e.kind = 'base' limit 1) e
    """,
    "analyze",
)


def large_report(stage: Stage) -> Seen:
    """F27. On a copy with so many lines: the report is taken over HTTP while others ask; the process stays small."""
    lines = LINES_WHEN_SHORT if stage.short else LINES
    officer = Officer.objects.filter(role="county_manager", ended_at=None).select_related("user").first()
    assert officer
    cookie = session_cookie(officer.user)
    copy_into(stage, LARGE)
    url = stage.database.first.url_of(LARGE)
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in COPIES:
            connection.execute(statement, {"orders": lines // OF_EACH_ORDER, "each": OF_EACH_ORDER})
    web = stage.fleet.web_on(url)
    try:
        _quarter(web, cookie)
        with _little_left(web.pid, MEGABYTES_MAX * MEGABYTE) as is_limited, _watched(stage, web) as seen:
            began = time.monotonic()
            answer = _take(web, cookie)
            took = time.monotonic() - began
    finally:
        web.stop()
        stage.database.first.ask(f"drop database if exists {LARGE} with (force)", database="postgres")
    found, yuan = _read(answer) if answer.ok else (0, Decimal(0))
    grown = seen.peak_bytes - seen.bytes_before
    slowest = percentile(seen.seconds or [0.0], 0.99)
    limit = f"may have {MEGABYTES_MAX} MB more" if is_limited else "no limit could be set on this machine"
    return Seen(
        answer.status_code == 200
        and found >= lines
        and grown <= MEGABYTES_MAX * MEGABYTE
        and set(seen.statuses) == {200}
        and slowest <= ANSWER_SECONDS_MAX,
        f"{answer.status_code}: {found} lines, {yuan} yuan, {len(answer.content) / MEGABYTE:.1f} MB in {took:.0f} s;"
        f" {seen.bytes_before // MEGABYTE} MB before, {grown / MEGABYTE:+.0f} MB at most ({limit});"
        f" others were answered {dict(seen.statuses)}, p99 {slowest:.2f} s",
    )


def _quarter(web: Child, cookie: str) -> None:
    """The page itself, so that what is loaded once is loaded."""
    answer = requests.get(
        f"http://127.0.0.1:{web.port}/office/rewards/", headers={"Cookie": cookie}, timeout=120
    )
    answer.raise_for_status()


def _take(web: Child, cookie: str) -> requests.Response:
    quarter, token = quarter_of(timezone.now(), county().zone), "x" * 32
    return requests.post(
        f"http://127.0.0.1:{web.port}/office/rewards/{quarter}/export/",
        data={"what": What.TABLES, "reason": "季度发放", "csrfmiddlewaretoken": token},
        headers={"Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}", "Accept-Language": "en"},
        timeout=EXPORT_SECONDS_MAX,
    )


def _read(answer: requests.Response) -> tuple[int, Decimal]:
    """How many lines of details there are, and what they come to."""
    with ZipFile(io.BytesIO(answer.content)) as archive:
        name = next(each for each in archive.namelist() if each.endswith("明细.csv"))
        with archive.open(name) as source:
            rows = csv.DictReader(line.decode("utf-8-sig") for line in source)
            amounts = [Decimal(row["金额"]) for row in islice(rows, LINES * 2)]
    return len(amounts), sum(amounts, Decimal(0))


class _Watched:
    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self.bytes_before = self.peak_bytes = self._process.memory_info().rss
        self.statuses: Counter[int] = Counter()
        self.seconds: list[float] = []

    def look(self) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self.peak_bytes = max(self.peak_bytes, self._process.memory_info().rss)


@contextmanager
def _watched(stage: Stage, web: Child) -> Iterator[_Watched]:
    """How large the process grows, and how somebody else is answered meanwhile."""
    seen, ending = _Watched(web.pid), threading.Event()
    headers = {"Authorization": f"Bearer {stage.cast.citizens[0].token}"}

    def ask() -> None:
        while not ending.wait(0.1):
            began = time.monotonic()
            try:
                status = requests.get(
                    f"http://127.0.0.1:{web.port}/api/v1/me", headers=headers, timeout=60
                ).status_code
            except requests.RequestException:
                status = 0
            seen.seconds.append(time.monotonic() - began)
            seen.statuses[status] += 1

    def look() -> None:
        while not ending.wait(0.02):
            seen.look()

    threads = [threading.Thread(target=each) for each in (ask, look)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ending.set()
        for thread in threads:
            thread.join()


@contextmanager
def _little_left(pid: int, more_bytes: int) -> Iterator[bool]:
    """The kernel ends the process when it takes more (a memory control group); False where none may be made."""
    group, limit = next(
        ((root / f"chaos-{os.getpid()}", name) for root, name in GROUPS if os.access(root, os.W_OK)),
        (None, ""),
    )
    if group is None:
        yield False
        return
    try:
        group.mkdir()
        (group / limit).write_text(str(psutil.Process(pid).memory_info().rss + more_bytes))
        (group / "cgroup.procs").write_text(str(pid))
    except OSError:
        with contextlib.suppress(OSError):
            group.rmdir()
        yield False
        return
    try:
        yield True
    finally:
        with contextlib.suppress(OSError):
            (group.parent / "cgroup.procs").write_text(str(pid))
            group.rmdir()


#: Version 1 and version 2 of the kernel's control groups.
GROUPS = (
    (Path("/sys/fs/cgroup/memory"), "memory.limit_in_bytes"),
    (Path("/sys/fs/cgroup"), "memory.max"),
)
