"""Every entry that a quarter pays, as the 明细 shows it. Read in portions, so that a large county fits into memory."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.db.models import QuerySet

from agents.models import County
from points.models import PointsEntry
from points.payable import entries_in
from points.periods import Quarter
from points.yuan import yuan_of

PORTION = 2000
#: Personal data stays sealed: only what a line shows is read, and no model is built for it.
COLUMNS = (
    "agent_id",
    "posted_at",
    "order__number",
    "order__item__name",
    "agent__grid__village__township__short_name",
    "agent__grid__village__short_name",
    "agent__name",
    "kind",
    "points",
    "rule__yuan_per_point",
    "order__completed_at",
)


class EntryLine(NamedTuple):
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


def listed_entries(county: County, quarter: Quarter, *, only_earlier: bool = False) -> QuerySet[PointsEntry]:
    """The quarter's entries; ``only_earlier``: those that put right a service of an earlier quarter."""
    entries = entries_in(county, quarter)
    if only_earlier:
        entries = entries.filter(order__completed_at__lt=quarter.begins_at(county.zone))
    return entries


def entry_lines(county: County, quarter: Quarter, *, only_earlier: bool = False) -> Iterator[EntryLine]:
    """In the order of posting; ``only_earlier`` as above."""
    zone = county.zone
    begins = quarter.begins_at(zone)
    entries = listed_entries(county, quarter, only_earlier=only_earlier)
    rows = entries.order_by("id").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=PORTION):
        agent_id, posted_at, number, item, township, village, agent, kind, points, rate, completed_at = row
        yield EntryLine(
            agent_id,
            posted_at.astimezone(zone).replace(tzinfo=None),
            number,
            item or "",
            township,
            village,
            agent,
            kind,
            points,
            rate,
            yuan_of(points, rate),
            completed_at is not None and completed_at < begins,
        )
