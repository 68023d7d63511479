"""Freezing: from now on the quarter's figures are these, whatever comes in late (F29, X08)."""

from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import QuerySet

from agents.audit import Deed, record_audit
from agents.models import County, Officer
from points.models import PointsEntry, Settlement, SettlementEvent, SettlementLine
from points.payable import OpenQuarters, payable
from points.periods import Quarter
from points.posting.ledger import open_ledger
from points.risks.checking import check_quarter
from points.settlement.agreement import require_agreement
from points.settlement.budget import budget_of, spent_of
from points.settlement.digests import NO_ENTRIES, digests_by_agent, lines_digest
from points.settlement.errors import (
    BudgetTooSmall,
    EarlierQuarterOpen,
    LaterQuarterFrozen,
    NoBudget,
    QuarterNotOver,
)
from points.settlement.events import record
from points.settlement.hands import require_settler
from points.settlement.preview import Totals
from points.settlement.reckoning import Reckoned, reckon
from points.signals import quarter_frozen

PORTION = 1000


@transaction.atomic
def freeze_quarter(county: County, quarter: Quarter, *, by: Officer, at: datetime) -> Settlement:
    """The quarter's settlement; a second call, or another officer at the same moment, gets the same batch.

    The rules against fraud look at it first. One transaction: killed half-way, nothing has happened. Posting waits
    for it, and what is posted afterwards falls in the open quarter. Raises NotPermitted, QuarterNotOver,
    EarlierQuarterOpen, LaterQuarterFrozen, NoBudget, BudgetTooSmall or LineDoesNotAgree.
    """
    require_settler(by, county)
    _require_over(county, quarter, at)
    open_ledger(county.pk)
    done = Settlement.objects.of(county, str(quarter))
    if done:
        return done
    stand = OpenQuarters.of(county)
    _require_in_turn(quarter, stand)
    check_quarter(county, quarter, at=at)
    rows = reckon(county, quarter)
    entries = payable(county, stand).filter(falls_in__lte=str(quarter))
    lines = _lines(rows, digests_by_agent(entries))
    settlement = _settlement(county, quarter, lines, by=by, at=at)
    _write_lines(settlement, lines, entries)
    require_agreement(settlement)
    record(settlement, SettlementEvent.Kind.FROZEN, by=by, at=at, facts=_figures(settlement))
    quarter_frozen.send(Settlement, settlement=settlement, at=at)
    record_audit(Deed.QUARTER_FROZEN, by=by, at=at, about=settlement, after=_figures(settlement))
    return settlement


def _require_over(county: County, quarter: Quarter, at: datetime) -> None:
    ends = quarter.following().begins_at(county.zone)
    if at < ends:
        raise QuarterNotOver(quarter=str(quarter), day=ends.date().isoformat())


def _require_in_turn(quarter: Quarter, stand: OpenQuarters) -> None:
    if str(quarter) <= stand.last_frozen:
        raise LaterQuarterFrozen(quarter=str(quarter), later=stand.last_frozen)
    if stand.next and stand.next < str(quarter):
        raise EarlierQuarterOpen(earlier=stand.next)


def _lines(rows: list[Reckoned], digests: dict[int, str]) -> list[SettlementLine]:
    return [
        SettlementLine(
            number=number,
            agent_id=row.agent_id,
            name=row.name,
            post=row.post,
            township=row.township,
            village=row.village,
            class_one=row.services.class_one,
            class_two=row.services.class_two,
            satisfied=row.services.satisfied,
            unsatisfied=row.services.unsatisfied,
            fair=row.services.fair,
            unrated=row.services.unrated,
            points=row.points,
            earned=row.earned,
            carried_in=row.carried_in,
            yuan=row.yuan,
            carried_out=row.carried_out,
            held_points=row.held_points,
            held_yuan=row.held_yuan,
            entries_digest=digests.get(row.agent_id, NO_ENTRIES),
        )
        for number, row in enumerate(rows, 1)
    ]


def _settlement(
    county: County, quarter: Quarter, lines: list[SettlementLine], *, by: Officer, at: datetime
) -> Settlement:
    sums = Totals.of(lines)
    head = PointsEntry.objects.filter(county=county).order_by("-id").first()
    return Settlement.objects.create(
        county=county,
        quarter=str(quarter),
        frozen_by=by,
        frozen_at=at,
        agents_count=sums.agents_count,
        points=sums.points,
        earned=sums.earned,
        carried_in=sums.carried_in,
        yuan=sums.yuan,
        carried_out=sums.carried_out,
        held_yuan=sums.held_yuan,
        budget_yuan=_budget_left(county, quarter.year, sums.yuan),
        ledger_head=head,
        ledger_digest=head.digest if head else None,
        lines_digest=lines_digest(lines),
    )


def _budget_left(county: County, year: int, yuan: Decimal) -> Decimal:
    budget = budget_of(county, year)
    if budget is None:
        raise NoBudget(year=year)
    left = budget - spent_of(county, year)
    if yuan > left:
        raise BudgetTooSmall(year=year, yuan=yuan, left=left)
    return left


def _write_lines(settlement: Settlement, lines: list[SettlementLine], entries: QuerySet[PointsEntry]) -> None:
    for line in lines:
        line.settlement = settlement
    SettlementLine.objects.bulk_create(lines, batch_size=PORTION)
    sql, params = entries.order_by().values_list("id", "agent_id").query.sql_with_params()
    # The ORM's own SQL and parameters; a unique key on the entry refuses to settle it twice.
    statement = (
        "insert into points_settledentry (entry_id, line_id) select due.id, line.id"  # noqa: S608  # nosec B608 # the ORM's SQL
        f" from ({sql}) as due join points_settlementline line"
        " on line.agent_id = due.agent_id and line.settlement_id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, settlement.pk])


def _figures(settlement: Settlement) -> dict[str, str | int]:
    return {
        "agents": settlement.agents_count,
        "points": str(settlement.points),
        "yuan": str(settlement.yuan),
        "lines": settlement.lines_digest,
    }
