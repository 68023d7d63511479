"""Last quarter as it was and as it would have been."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from agents.models import County
from agents.one_view import one_view
from dispatch.orders.models import Order
from dispatch.orders.trial import ClaimsCompared, claims_of, compare_claims
from points.periods import Quarter
from points.reports.reward import reward_rows
from points.sandbox.replay import replay
from points.sandbox.rules import TrialRules
from points.sandbox.services import services
from points.yuan import NOTHING, yuan_of


@dataclass(frozen=True)
class Township:
    """``real`` and ``trial`` in yuan, posted in the quarter."""

    name: str
    real: Decimal
    trial: Decimal

    @property
    def difference(self) -> Decimal:
        return self.trial - self.real


@dataclass(frozen=True)
class YuanCompared:
    """Posted in the quarter, and paid: a negative balance pays nothing. ``more``, ``less``: agents."""

    services: int
    real_points: Decimal
    trial_points: Decimal
    real_yuan: Decimal
    trial_yuan: Decimal
    real_paid: Decimal
    trial_paid: Decimal
    more: int
    less: int
    townships: list[Township]


@dataclass(frozen=True)
class Trial:
    yuan: YuanCompared
    claims: ClaimsCompared


def try_rules(county: County, quarter: Quarter, rules: TrialRules) -> Trial:
    """The services completed in the quarter under the trial's points, the orders placed in it under its minutes.

    Yuan are exact to the fen; what the quarter put right of earlier services keeps its own rule. Nothing is written.
    """
    with one_view():
        begins, ends = quarter.begins_at(county.zone), quarter.following().begins_at(county.zone)
        placed = Order.objects.of(county).filter(placed_at__gte=begins, placed_at__lt=ends)
        seconds = int(rules.broaden_minutes * 60)
        claims = compare_claims(claims_of(placed, broaden_seconds=seconds, zone=county.zone))
        return Trial(_yuan(county, quarter, rules), claims)


def _yuan(county: County, quarter: Quarter, rules: TrialRules) -> YuanCompared:
    count, points, change = _changes(county, quarter, rules)
    townships: dict[str, list[Decimal]] = defaultdict(lambda: [NOTHING, NOTHING])
    real_paid = trial_paid = real_yuan = trial_yuan = real_points = NOTHING
    more = less = 0
    for row in reward_rows(county, quarter):
        trial_earned = row.earned + change[row.agent_id]
        real_yuan, trial_yuan = real_yuan + row.earned, trial_yuan + trial_earned
        real_points += row.points
        real_paid += row.yuan
        trial_paid += max(row.carried_in + trial_earned, NOTHING)
        more += change[row.agent_id] > 0
        less += change[row.agent_id] < 0
        sums = townships[row.township]
        sums[0], sums[1] = sums[0] + row.earned, sums[1] + trial_earned
    return YuanCompared(
        services=count,
        real_points=real_points,
        trial_points=real_points + points,
        real_yuan=real_yuan,
        trial_yuan=trial_yuan,
        real_paid=real_paid,
        trial_paid=trial_paid,
        more=more,
        less=less,
        townships=[Township(name, *sums) for name, sums in townships.items()],
    )


def _changes(county: County, quarter: Quarter, rules: TrialRules) -> tuple[int, Decimal, dict[int, Decimal]]:
    """How many services; the change in points; the change in yuan by agent."""
    count, points = 0, NOTHING
    change: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    for entries, stands in services(county, quarter):
        count += 1
        for entry, tried in replay(entries, stands, rules):
            if entry.is_paid:
                points += tried - entry.points
                change[entry.agent_id] += yuan_of(tried, rules.yuan_per_point) - entry.yuan
    return count, points, change
