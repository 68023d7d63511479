"""Figures of many groups at once. One statement each, however many groups and orders there are."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncWeek

from dispatch.orders.figures.measures import Measures
from dispatch.orders.figures.percentile import Percentile
from dispatch.orders.figures.which import WHICH, with_facts


class By(StrEnum):
    TOWNSHIP = "township"
    GRID = "grid"
    ITEM = "item"
    AGENT = "agent"
    BUREAU = "bureau"


#: Of a group: the key by which its orders are found, its name, and what it lies in.
COLUMNS: dict[By, tuple[str, str, str | None]] = {
    By.TOWNSHIP: ("village__township_id", "village__township__short_name", None),
    By.GRID: ("grid__code", "grid__name", "grid__village__township__short_name"),
    By.ITEM: ("item__code", "item__name", "item__category"),
    By.AGENT: ("agent_id", "agent__name", "agent__grid__village__short_name"),
    By.BUREAU: ("bureau_id", "bureau__name", None),
}


@dataclass(frozen=True)
class Member:
    """A group and its figures. ``key`` is empty for the orders that belong to none: no place, item or agent yet."""

    key: str
    name: str
    within: str
    measures: Measures


def measured(orders: Any) -> Measures:
    """All of them together."""
    return Measures(**with_facts(orders).aggregate(**_figures()))


def measured_by(by: By, orders: Any) -> list[Member]:
    """The groups with the most orders first."""
    key, name, within = COLUMNS[by]
    columns = [key, name, *([within] if within else [])]
    rows = with_facts(orders).order_by().values(*columns).annotate(**_figures())
    return [
        Member(
            str(row.pop(key) or ""),
            row.pop(name) or "",
            (row.pop(within) if within else "") or "",
            Measures(**row),
        )
        for row in rows.order_by("-placed", key)
    ]


def measured_by_week(orders: Any, *, zone: ZoneInfo) -> list[tuple[date, Measures]]:
    """By the Monday of the week in which they were placed, county time; weeks without orders are not in it."""
    week = TruncWeek("placed_at", tzinfo=zone)
    rows = with_facts(orders).order_by().annotate(week=week).values("week").annotate(**_figures())
    return [(row.pop("week").date(), Measures(**row)) for row in rows.order_by("week")]


def _figures() -> dict[str, Any]:
    counts = {name: Count("pk", filter=condition) for name, condition in WHICH.items() if condition}
    return {
        "placed": Count("pk"),
        **counts,
        "claim_median_seconds": Percentile(0.5, "waited_seconds"),
        "claim_p90_seconds": Percentile(0.9, "waited_seconds"),
    }
