"""The clock's tick when nothing is due: it must not feel how many orders there are."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from dispatch.orders.models import Order
from realtime.dispatcher import run_once
from tests.bench import crowd, seeds
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import seconds

MANY, FEW = 10_000_000, 10_000
TICKS = 50
#: Ticks read the product's own tables, except that this schema has its own orders.
SCHEMA = "due_{}"


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    crowd.put_back()
    for count in (MANY, FEW):
        _fill(count)
    pairs = []
    for number in range(rounds + 1):
        pair = (_tick_ms(MANY), _tick_ms(FEW))
        if number:
            pairs.append(pair)
    for count in (MANY, FEW):
        _drop(count)
    yield compare(
        f"tick, nothing due, {MANY:,} orders", pairs, unit="ms", against=f"{FEW:,} orders",
        goal=Goal(at_most=1.5),
    )  # fmt: skip


def _tick_ms(count: int) -> float:
    with _among(count):
        return seconds(lambda: [run_once(timezone.now()) for _ in range(TICKS)]) / TICKS * 1e3


@contextmanager
def _among(count: int) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"set search_path = {SCHEMA.format(count)}, public")
        try:
            yield
        finally:
            cursor.execute("set search_path = public")


def _fill(count: int) -> None:
    """Closed orders like a real one but for their sealed words, which would only take up the disk.

    The table has every index with a condition, for these are what the clock asks, and the primary key.
    """
    template = seeds.place_template()
    sealed = {"applicant_name", "applicant_phone", "wish", "address", "point", "body_hash"}
    changed = {name: f"''::{_type_of(name)}" for name in sealed} | {
        # One after the other, so that the key's index grows at its end instead of everywhere.
        "id": "lpad(to_hex(n), 32, '0')::uuid",
        "number": "'D' || n", "state": "'cancelled'", "cancelled_at": "now()",
    }  # fmt: skip
    columns = [str(field.column) for field in Order._meta.concrete_fields]
    picked = ", ".join(changed.get(column, f'o."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    schema = SCHEMA.format(count)
    with connection.cursor() as cursor:
        cursor.execute(f"drop schema if exists {schema} cascade; create schema {schema}")
        cursor.execute(f"create unlogged table {schema}.orders_order (like public.orders_order)")
        # The indexes are there before the rows: no closed order is in those with a condition, and to build each of
        # them afterwards would read the whole table once more.
        cursor.execute(
            "select indexdef from pg_indexes where schemaname = 'public' and tablename = 'orders_order'"
            " and (indexdef like '%% WHERE %%' or indexname = 'orders_order_pkey')"
        )
        for (definition,) in cursor.fetchall():
            cursor.execute(definition.replace("public.orders_order", f"{schema}.orders_order"))
        cursor.execute(
            f"insert into {schema}.orders_order ({names}) select {picked}"
            f" from public.orders_order o, generate_series(1, {count}) n where o.id = %s",
            [template.pk],
        )
        cursor.execute(f"analyze {schema}.orders_order")
    crowd.put_back()


def _type_of(column: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select data_type from information_schema.columns"
            " where table_schema = 'public' and table_name = 'orders_order' and column_name = %s",
            [column],
        )
        return str(cursor.fetchone()[0])


def _drop(count: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"drop schema {SCHEMA.format(count)} cascade")
