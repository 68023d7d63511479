"""Totals of the ledger: always sums of entries, never stored (LS-15). Each function is one statement.

A period is a month (``2026-11``) or a quarter (``2026Q4``), county time. People and places are those of today: an
agent's entries count for the village of the grid the agent now belongs to.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DecimalField, F, QuerySet, Sum
from django.db.models.functions import Round

from agents.models import Agent, County
from points.models import PointsEntry
from points.periods import period_field

NOTHING = Decimal(0)

_WORTH = Round(
    F("points") * F("rule__yuan_per_point"),
    precision=2,
    output_field=DecimalField(max_digits=16, decimal_places=2),
)
#: Yuan of a set of entries, each rounded to the fen as ``points.yuan.yuan_of`` does.
YUAN = Sum(_WORTH, default=NOTHING)
POINTS = Sum("points", default=NOTHING)


@dataclass(frozen=True)
class Total:
    """What entries come to: points, and yuan by the rule that each was posted under."""

    points: Decimal = NOTHING
    yuan: Decimal = NOTHING


def month_total(agent: Agent, month: str) -> Decimal:
    """Points of ``2026-11``. Raises NotAPeriod."""
    return agent_total(agent, month).points


def quarter_total(agent: Agent, quarter: str) -> Decimal:
    """Points of ``2026Q4``. Raises NotAPeriod."""
    return agent_total(agent, quarter).points


def balance(agent: Agent) -> Decimal:
    """积分余额 in points: everything ever posted to this agent."""
    return total_of(PointsEntry.objects.filter(agent=agent)).points


def agent_total(agent: Agent, period: str) -> Total:
    """Points and yuan of one agent. Raises NotAPeriod."""
    return total_of(entries_of(agent.county, period).filter(agent=agent))


def county_total(county: County, period: str) -> Total:
    """Points and yuan of the whole county. Raises NotAPeriod."""
    return total_of(entries_of(county, period))


def totals_by_agent(county: County, period: str) -> dict[int, Total]:
    """By the agent's id; agents without entries in the period are not in it. Raises NotAPeriod."""
    return {int(key): total for key, total in _by(county, period, "agent_id").items()}


def totals_by_village(county: County, period: str) -> dict[str, Total]:
    """By the village's 12-digit code. Raises NotAPeriod."""
    return _by(county, period, "agent__grid__village_id")


def totals_by_township(county: County, period: str) -> dict[str, Total]:
    """By the township's 12-digit code. Raises NotAPeriod."""
    return _by(county, period, "agent__grid__village__township_id")


def entries_of(county: County, period: str) -> QuerySet[PointsEntry]:
    """Entries that belong to the month or quarter. Raises NotAPeriod."""
    return PointsEntry.objects.filter(county=county, **{period_field(period): period})


def total_of(entries: QuerySet[PointsEntry]) -> Total:
    """What these entries come to, whichever they are."""
    sums = entries.aggregate(sum=POINTS, yuan=YUAN)
    return Total(sums["sum"], sums["yuan"])


def _by(county: County, period: str, column: str) -> dict[str, Total]:
    rows = entries_of(county, period).order_by(column).values_list(column)
    return {key: Total(points, yuan) for key, points, yuan in rows.annotate(sum=POINTS, yuan=YUAN)}
