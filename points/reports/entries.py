"""Every entry of a quarter as the 明细 shows it. Read in portions, so that a large county fits into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from agents.models import County
from points.models import PointsEntry
from points.periods import Quarter
from points.totals import entries_of
from points.yuan import yuan_of

PORTION = 2000


@dataclass(frozen=True)
class EntryLine:
    """``posted_at`` is county time without its zone, as a spreadsheet keeps it."""

    agent_id: int
    posted_at: datetime
    order_number: str
    item: str
    township: str
    village: str
    agent: str
    kind: str
    points: Decimal
    yuan_per_point: Decimal
    yuan: Decimal
    # The service was completed in an earlier quarter; what came later falls into the open one (DESIGN §2.10).
    is_of_earlier_service: bool


def entry_lines(county: County, quarter: Quarter) -> Iterator[EntryLine]:
    """In the order of posting."""
    zone = county.zone
    begins = quarter.begins_at(zone)
    entries = entries_of(county, str(quarter)).select_related(
        "rule", "order__item", "agent__grid__village__township"
    )
    # Personal data stays sealed: only what the line shows is read.
    slim = entries.only(
        "points",
        "kind",
        "posted_at",
        "rule__yuan_per_point",
        "order__number",
        "order__completed_at",
        "order__item__name",
        "agent__name",
        "agent__grid__village__short_name",
        "agent__grid__village__township__short_name",
    )
    for entry in slim.order_by("id").iterator(chunk_size=PORTION):
        yield _line(entry, entry.posted_at.astimezone(zone).replace(tzinfo=None), begins)


def _line(entry: PointsEntry, posted_at: datetime, begins: datetime) -> EntryLine:
    order, agent = entry.order, entry.agent
    village = agent.grid.village
    return EntryLine(
        agent_id=agent.pk,
        posted_at=posted_at,
        order_number=order.number,
        item=order.item.name if order.item else "",
        township=village.township.short_name,
        village=village.short_name,
        agent=agent.name,
        kind=entry.kind,
        points=entry.points,
        yuan_per_point=entry.rule.yuan_per_point,
        yuan=yuan_of(entry.points, entry.rule.yuan_per_point),
        is_of_earlier_service=order.completed_at is not None and order.completed_at < begins,
    )
