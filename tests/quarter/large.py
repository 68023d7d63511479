"""How much memory the report of a large county takes (F27): ``python -m tests.quarter.large fill``, then ``… tables``.

Sixty thousand agents and a million lines of details, written as CSV and read again. Needs a database that may be
filled and thrown away: a ``DATA_DIR`` of its own, with ``DEMO=1``.
"""

import csv
import os
import sys
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic
from zipfile import ZipFile

from tests.memory import peak_bytes

AGENTS, LINES = 60_000, 1_000_000
MEGABYTES_MAX = 300
AT = datetime(2027, 1, 3, 2, 30, tzinfo=UTC)


def main(what: str) -> int:
    from config.embedded.environment import prepare_environment

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with prepare_environment():
        import django

        django.setup()
        from django.core.management import call_command

        from config.connections import close_connections

        try:
            call_command("migrate", verbosity=0)
            if what == "fill":
                _fill()
                return 0
            return _measure(what)
        finally:
            close_connections()


def _measure(what: str) -> int:
    from agents.models import Officer
    from points.models import Export
    from points.periods import Quarter
    from points.reports.taking import take_report

    officer = Officer.objects.select_related("county").get(role="county_manager")
    before, began = _megabytes(), monotonic()
    taken = take_report(Quarter.parse("2026Q4"), Export.What(what), by=officer, reason="large county", at=AT)
    seconds, peak = monotonic() - began, _megabytes()
    with tempfile.TemporaryDirectory() as folder, taken.file:
        path = Path(folder, "report")
        path.write_bytes(taken.file.read())
        size = path.stat().st_size
        lines, yuan = _read(path) if what == Export.What.TABLES else (0, Decimal(0))
    print(f"{what}: {lines} lines, {yuan} yuan, {size >> 20} MB, {seconds:.0f} s")
    print(f"memory: {before} MB before, {peak} MB at most")
    return 0 if peak <= MEGABYTES_MAX else 1


def _read(path: Path) -> tuple[int, Decimal]:
    with ZipFile(path) as archive:
        name = next(each for each in archive.namelist() if each.endswith("明细.csv"))
        with archive.open(name) as source:
            rows = csv.DictReader(line.decode("utf-8-sig") for line in source)
            amounts = [Decimal(row["金额"]) for row in rows]
    return len(amounts), sum(amounts, Decimal(0))


def _megabytes() -> int:
    return peak_bytes() >> 20


def _fill() -> None:
    """One real service through the real actions, then copies of it."""
    from uuid import uuid4

    from django.db import connection

    from dispatch.orders.actions import NewOrder, claim_order, complete_order, place_order, start_order
    from tests.cast import build_cast

    at = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
    cast = build_cast(at=at)
    new = NewOrder(
        id=uuid4(),
        wish="",
        item_code=cast.permit.code,
        applicant_name="陈奶奶",
        applicant_phone="10900000001",
        village_code=cast.west.village_id,
    )
    order = place_order(new, county=cast.county, by=cast.chen, at=at)
    claim_order(order.pk, agent=cast.wei, at=at)
    start_order(order.pk, agent=cast.wei, at=at)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=at)
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for statement in COPIES:
            cursor.execute(statement, {"agents": AGENTS, "lines": LINES})
        cursor.execute("analyze")


COPIES = (
    """
    insert into agents_user select (jsonb_populate_record(u, jsonb_build_object('id', gen_random_uuid(),
        'phone_index', 'copy' || n, 'username', null))).*
    from agents_user u join agents_agent a on a.user_id = u.id and a.name = '魏代办', generate_series(1, %(agents)s) n
    """,
    """
    insert into agents_agent select (jsonb_populate_record(a, jsonb_build_object('id', 1000 + u.n, 'user_id', u.id,
        'name', '代办' || u.n))).*
    from agents_agent a, (select id, row_number() over () as n from agents_user where phone_index like 'copy%%') u
    where a.name = '魏代办'
    """,
    """
    insert into orders_order select (jsonb_populate_record(o, jsonb_build_object('id', gen_random_uuid(),
        'number', 'LS-' || to_char(n, 'FM00000000'), 'agent_id', 1001 + n %% %(agents)s))).*
    from orders_order o, generate_series(1, %(lines)s / 5) n
    """,
    """
    insert into points_pointsentry select (jsonb_populate_record(e, jsonb_build_object('id', 1000000 + 5 * o.n + each,
        'key', 'copy:' || o.n || ':' || each, 'order_id', o.id, 'agent_id', o.agent_id))).*
    from points_pointsentry e, generate_series(1, 5) each, (select id, agent_id, row_number() over () as n
        from orders_order where number ~ '^LS-[0-9]{8}$') o
    """,
)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "tables"))
