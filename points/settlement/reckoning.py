"""What each agent is due for an open quarter: services, ratings, points, yuan. Set-based (LS-16)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery

from agents.models import Agent, County
from points.models import SettlementLine
from points.payable import OpenQuarters, held, payable
from points.periods import Quarter
from points.reports.row import NONE_DONE, ServicesDone
from points.reports.services import services_by_agent
from points.totals import POINTS, YUAN
from points.yuan import NOTHING, payable_and_carried


@dataclass(frozen=True, slots=True)
class Held:
    """What is on hold for an agent and therefore not paid."""

    points: Decimal = NOTHING
    yuan: Decimal = NOTHING


@dataclass(frozen=True, kw_only=True, slots=True)
class Reckoned:
    """An agent's line before it is frozen. ``earned + carried_in == yuan + carried_out``, in yuan to the fen."""

    agent_id: int
    name: str
    post: str
    township: str
    village: str
    services: ServicesDone
    points: Decimal
    earned: Decimal
    carried_in: Decimal
    yuan: Decimal
    carried_out: Decimal
    held_points: Decimal
    held_yuan: Decimal


def reckon(county: County, quarter: Quarter) -> list[Reckoned]:
    """Agents with entries that the quarter takes in or has on hold, by township, village and name.

    Points on hold are not in it; what an earlier quarter left owing is. Nothing for a quarter that is closed.
    """
    stand = OpenQuarters.of(county)
    if str(quarter) <= stand.last_frozen:
        return []
    money = {agent_id: sums for agent_id, sums in _money(county, quarter, stand) if sums.is_in_quarter}
    on_hold = _on_hold(county, quarter)
    services = services_by_agent(county, quarter)
    owed = _carried(county)
    return [
        _line(who, services, money.get(who[0], NO_MONEY), owed, on_hold)
        for who in _agents(money.keys() | on_hold.keys())
    ]


@dataclass(frozen=True, slots=True)
class _Money:
    """``earlier`` quarters are those before this one that nobody has frozen yet, oldest first, in yuan."""

    points: Decimal = NOTHING
    earned: Decimal = NOTHING
    earlier: tuple[Decimal, ...] = ()
    is_in_quarter: bool = False


NO_MONEY = _Money()
Who = tuple[int, str, str, str, str]


def _line(
    who: Who,
    services: dict[int, ServicesDone],
    money: _Money,
    owed: dict[int, Decimal],
    on_hold: dict[int, Held],
) -> Reckoned:
    agent_id, name, post, township, village = who
    kept = on_hold.get(agent_id, Held())
    by_quarter = [owed.get(agent_id, NOTHING), *money.earlier, money.earned]
    carried_in, yuan, carried_out = payable_and_carried(by_quarter)
    return Reckoned(
        agent_id=agent_id,
        name=name,
        post=post,
        township=township,
        village=village,
        services=services.get(agent_id, NONE_DONE),
        points=money.points,
        earned=money.earned,
        carried_in=carried_in,
        yuan=yuan,
        carried_out=carried_out,
        held_points=kept.points,
        held_yuan=kept.yuan,
    )


def _agents(agent_ids: set[int]) -> QuerySet[Agent, Who]:
    agents = Agent.objects.filter(pk__in=agent_ids)
    ordered = agents.order_by("grid__village__township__code", "grid__village__code", "name", "pk")
    return ordered.values_list(
        "pk", "name", "post", "grid__village__township__short_name", "grid__village__short_name"
    )


def _money(county: County, quarter: Quarter, stand: OpenQuarters) -> Iterator[tuple[int, _Money]]:
    # "2026Q3" < "2026Q4" < "2027Q1": the names sort as the quarters do.
    entries = payable(county, stand).filter(falls_in__lte=str(quarter))
    sums = entries.order_by("agent_id", "falls_in").values_list("agent_id", "falls_in")
    for agent_id, group in groupby(sums.annotate(sum=POINTS, yuan=YUAN), key=lambda row: row[0]):
        quarters = list(group)
        _, name, points, yuan = quarters[-1]
        if name == str(quarter):
            earlier = tuple(yuan for _, _, _, yuan in quarters[:-1])
            yield agent_id, _Money(points, yuan, earlier, is_in_quarter=True)
        else:
            yield agent_id, _Money(earlier=tuple(yuan for _, _, _, yuan in quarters))


def _on_hold(county: County, quarter: Quarter) -> dict[int, Held]:
    entries = held(county).filter(quarter__lte=str(quarter)).order_by().values_list("agent_id")
    return {
        agent_id: Held(points, yuan) for agent_id, points, yuan in entries.annotate(sum=POINTS, yuan=YUAN)
    }


def _carried(county: County) -> dict[int, Decimal]:
    """What the last settlement that an agent was in left owing; never above zero."""
    lines = SettlementLine.objects.filter(settlement__county=county)
    latest = lines.filter(agent=OuterRef("agent")).order_by("-settlement__quarter").values("pk")[:1]
    return dict(lines.filter(pk=Subquery(latest), carried_out__lt=0).values_list("agent_id", "carried_out"))
