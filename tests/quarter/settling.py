"""The quarter that was played is closed, exported and held against itself."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from time import monotonic

from django.db import connection

from agents.invariants import invariants
from agents.models import County, Officer
from points.chains import CHAINS, altered_rows
from points.models import Settlement
from points.payable import entries_in
from points.periods import Quarter
from points.reports.export import export_reward_report
from points.settlement.budget import enter_budget
from points.settlement.freeze import freeze_quarter
from points.settlement.release import release_settlement
from points.totals import YUAN, county_total
from tests.cast import make_officer
from tests.quarter.recomputed import recompute

QUARTER = Quarter.parse("2026Q3")
#: Three days after the quarter's last one, county time.
AT = datetime(2026, 10, 3, 2, 0, tzinfo=UTC)


def settle_quarter() -> int:
    """Prints what was found; 0 when everything agreed."""
    problems = [*_agreement(_settled(County.objects.get())), *_broken(), *_unnoticed()]
    for problem in problems:
        print(f"WRONG: {problem}")
    print("Everything agrees." if not problems else f"{len(problems)} problems.")
    return 1 if problems else 0


def _settled(county: County) -> Settlement:
    done = Settlement.objects.of(county, str(QUARTER))
    if done:
        return done
    first, second, third = _managers(county)
    enter_budget(county, year=QUARTER.year, yuan=Decimal(10_000_000), basis="make quarter", by=first, at=AT)
    began = monotonic()
    freeze_quarter(county, QUARTER, by=first, at=AT)
    release_settlement(str(QUARTER), by=second, at=AT)
    settlement = release_settlement(str(QUARTER), by=third, at=AT)
    print(f"frozen and released in {monotonic() - began:.0f} s: {settlement.agents_count} agents")
    return settlement


def _managers(county: County) -> list[Officer]:
    return [
        make_officer(county, name, f"quarter-{name}", Officer.Role.COUNTY_MANAGER, at=AT)
        for name in ("freezes", "releases", "confirms")
    ]


def _agreement(settlement: Settlement) -> Iterator[str]:
    """Settlement, ledger, form and details, to the fen; the last two from the files alone."""
    county, began = settlement.county, monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = export_reward_report(
            county, QUARTER, Path(folder, "report.xlsx"), reason="make quarter", at=AT
        )
        by_name = {path.stem.rpartition("-")[2]: path for path in done.tables}
        again = recompute(done.csv, by_name["明细"], by_name["结转"])
    ledger = entries_in(county, QUARTER).aggregate(yuan=YUAN)["yuan"]
    print(
        f"exported in {monotonic() - began:.0f} s: {done.rows} agents, {again.lines} lines;"
        f" paid {again.form}, details {again.details}, settlement {settlement.earned}, ledger {ledger},"
        f" on hold {settlement.held_yuan}, all entries of the quarter {county_total(county, str(QUARTER)).yuan}"
    )
    if not again.form == done.yuan == settlement.yuan:
        yield f"the form says {again.form}, the settlement {settlement.yuan}"
    if not again.details == ledger == settlement.earned:
        yield f"details come to {again.details}, the ledger to {ledger}, the settlement to {settlement.earned}"
    if ledger + settlement.held_yuan != county_total(county, str(QUARTER)).yuan:
        yield "what is paid and what is on hold are not the quarter's ledger"
    yield from (f"line {number} of the form is not what its details come to" for number in again.disagreeing)


def _broken() -> Iterator[str]:
    began, checks = monotonic(), invariants()
    for sentence, check in checks.items():
        yield from (f"{sentence}: {said}" for said in check())
    print(f"{len(checks)} invariants asked in {monotonic() - began:.0f} s")


def _unnoticed() -> Iterator[str]:
    """One row of each chained table with rows is altered behind the triggers, named, and put back."""
    noticed = 0
    for table, (_link, called) in CHAINS.items():
        with connection.cursor() as cursor:
            cursor.execute(f"select id, digest from {table} order by id desc limit 1")
            last = cursor.fetchone()
            if last is None:
                continue
            row_id, digest = last
            _alter(table, row_id, b"\0" * 32)
            said = list(altered_rows(table))
            _alter(table, row_id, bytes(digest))
        if any(f"{called} {row_id} " in each for each in said):
            noticed += 1
        else:
            yield f"an altered row of {table} was not named"
    print(f"an altered row was named in each of {noticed} tables")


def _alter(table: str, row_id: int, digest: bytes) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute(f"update {table} set digest = %s where id = %s", [digest, row_id])
        cursor.execute("set session_replication_role = origin")
