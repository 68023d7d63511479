"""One line for each agent who is paid for a quarter: services, ratings, points, yuan. Set-based (LS-16)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from agents.models import Agent, County
from points.models import PointsEntry
from points.periods import Quarter
from points.reports.row import NONE_DONE, RewardRow, ServicesDone
from points.reports.services import services_by_agent
from points.totals import POINTS, YUAN
from points.yuan import payable_and_carried


def reward_rows(county: County, quarter: Quarter) -> list[RewardRow]:
    """Agents with entries in the quarter, by township, village (in the order of their codes) and name.

    The same quarter gives the same rows whenever it is asked for: services and ratings are counted as they were
    known when the quarter ended, and what came later is in the ledger of a later quarter. Three statements.
    """
    services = services_by_agent(county, quarter)
    money = _money_by_agent(county, quarter)
    paid = PointsEntry.objects.filter(county=county, quarter=str(quarter)).values("agent_id")
    agents = Agent.objects.filter(pk__in=paid).order_by(
        "grid__village__township__code", "grid__village__code", "name", "pk"
    )
    return [
        _row(who, services.get(who[0], NONE_DONE), money[who[0]])
        for who in agents.values_list(*WHO).iterator(chunk_size=PORTION)
    ]


#: Read as columns: a form of sixty thousand lines builds no model for any of them.
WHO = ("pk", "grid__village__township__short_name", "grid__village__short_name", "name", "post")
PORTION = 2000


@dataclass(frozen=True, slots=True)
class _Money:
    points: Decimal
    by_quarter: list[Decimal]


def _row(who: tuple[int, str, str, str, str], services: ServicesDone, money: _Money) -> RewardRow:
    agent_id, township, village, name, post = who
    carried_in, yuan, carried_on = payable_and_carried(money.by_quarter)
    return RewardRow(
        agent_id=agent_id,
        township=township,
        village=village,
        name=name,
        post=post,
        services=services,
        points=money.points,
        earned=money.by_quarter[-1],
        carried_in=carried_in,
        yuan=yuan,
        carried_on=carried_on,
    )


def _money_by_agent(county: County, quarter: Quarter) -> dict[int, _Money]:
    """Up to and with the quarter, which alone decides who is in it; earlier quarters tell what is carried."""
    # "2026Q3" < "2026Q4" < "2027Q1": the names sort as the quarters do.
    entries = PointsEntry.objects.filter(county=county, quarter__lte=str(quarter))
    sums = (
        entries.order_by("agent_id", "quarter")
        .values_list("agent_id", "quarter")
        .annotate(sum=POINTS, yuan=YUAN)
    )
    money = {}
    for agent_id, group in groupby(sums.iterator(chunk_size=PORTION), key=lambda row: row[0]):
        quarters = list(group)
        if quarters[-1][1] == str(quarter):
            money[agent_id] = _Money(quarters[-1][2], [yuan for _, _, _, yuan in quarters])
    return money
