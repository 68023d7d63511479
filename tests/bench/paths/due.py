"""The clock's tick when nothing is due: it must not feel how many orders there are."""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from realtime.dispatcher import run_once
from tests.bench import crowd
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.paths.broadening import CROWD
from tests.bench.timing import seconds

FEW = 10_000
TICKS = 50


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    crowd.grow_to(CROWD)
    crowd.put_back()
    many = [_tick_seconds() for _ in range(rounds)]
    with connection.cursor() as cursor:
        # The same table, shorn: what was measured before is put back by the next run.
        cursor.execute("set session_replication_role = replica")
        cursor.execute(
            "delete from orders_order where ctid in (select ctid from orders_order where number like 'C%%'"
            " and not exists (select 1 from orders_orderevent e where e.order_id = orders_order.id) offset %s)",
            [FEW],
        )
        cursor.execute("set session_replication_role = origin")
        cursor.execute("vacuum full analyze orders_order")
    few = [_tick_seconds() for _ in range(rounds)]
    yield compare(
        f"tick, nothing due, {CROWD:,} orders", list(zip(many, few, strict=True)), unit="ms",
        against=f"{FEW:,} orders", goal=Goal(at_most=1.5),
    )  # fmt: skip


def _tick_seconds() -> float:
    return seconds(lambda: [run_once(timezone.now()) for _ in range(TICKS)]) / TICKS * 1e3
