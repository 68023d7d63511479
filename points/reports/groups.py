"""A quarter's ledger by township, by bureau and by kind of agent. One statement each (LS-16, LS-17)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from django.db.models import Count

from agents.models import County
from points.payable import entries_in
from points.periods import Quarter
from points.totals import POINTS, YUAN


class Group(Enum):
    """By which column of an entry the ledger is grouped."""

    TOWNSHIP = "agent__grid__village__township__short_name"
    BUREAU = "order__bureau__name"
    POST = "agent__post"


@dataclass(frozen=True)
class GroupTotal:
    """``name`` is empty for orders that no bureau decides yet. ``yuan`` is what was posted, carried amounts aside."""

    name: str
    agents: int
    orders: int
    points: Decimal
    yuan: Decimal


def totals_by(group: Group, county: County, quarter: Quarter) -> list[GroupTotal]:
    """The largest sum first."""
    entries = entries_in(county, quarter).order_by().values_list(group.value)
    sums = entries.annotate(
        agents=Count("agent", distinct=True),
        orders=Count("order", distinct=True),
        sum=POINTS,
        yuan=YUAN,
    )
    return [GroupTotal(name or "", *figures) for name, *figures in sums.order_by("-yuan", group.value)]


def grouped(county: County, quarter: Quarter) -> dict[Group, list[GroupTotal]]:
    """All three. Three statements."""
    return {group: totals_by(group, county, quarter) for group in Group}
