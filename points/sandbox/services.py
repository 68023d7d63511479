"""Services completed in a quarter with what the ledger holds of them. One statement, read in portions."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef

from agents.models import County
from points.models import PointsEntry
from points.payable import entries_in
from points.periods import Quarter
from points.sandbox.replay import Posted
from points.yuan import yuan_of

PORTION = 2000
COLUMNS = (
    "order_id",
    "order__difficulty_class",
    "id",
    "kind",
    "reverses_id",
    "agent_id",
    "points",
    "rule__yuan_per_point",
    "rule__class_one",
    "rule__class_two",
    "is_paid",
)


def services(county: County, quarter: Quarter) -> Iterator[tuple[list[Posted], int | None]]:
    """Each service's entries up to the end of the quarter, in the order of posting, and its class today."""
    entries = PointsEntry.objects.filter(
        county=county,
        order__completed_at__gte=quarter.begins_at(county.zone),
        order__completed_at__lt=quarter.following().begins_at(county.zone),
        quarter__lte=str(quarter),
    )
    paid = Exists(entries_in(county, quarter).filter(pk=OuterRef("pk")))
    rows = (
        entries.annotate(is_paid=paid)
        .order_by("order_id", "id")
        .values_list(*COLUMNS)
        .iterator(chunk_size=PORTION)
    )
    for _order_id, group in groupby(rows, key=lambda row: row[0]):
        lines = list(group)
        yield [_posted(line) for line in lines], lines[0][1]


def _posted(row: Any) -> Posted:
    _order, _class, entry_id, kind, reverses_id, agent_id, points, rate, class_one, class_two, is_paid = row
    worth = yuan_of(points, rate)
    return Posted(entry_id, kind, reverses_id, agent_id, points, worth, class_one, class_two, is_paid)
