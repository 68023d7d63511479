"""Which agents an officer may choose from: own grid first, then the township, then who is found by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from agents.models import Agent, County
from agents.text import clean
from dispatch.orders.models import Order
from dispatch.orders.states import UNFINISHED

CHOICES_MAX = 12
FOUND_MAX = 30


@dataclass(frozen=True)
class Choice:
    """An agent and why this agent is offered: ``own_grid``, ``township`` or ``county``."""

    agent: Agent
    unfinished: int
    nearness: str


def candidates(county: County) -> Any:
    """Serving agents with their unfinished orders counted."""
    unfinished = Count("orders", Q(orders__state__in=sorted(UNFINISHED)))
    return (
        Agent.objects.serving()
        .filter(county=county)
        .select_related("grid__village__township")
        .annotate(unfinished=unfinished)
        .order_by("unfinished", "pk")
    )


def choices_for_all(orders: Iterable[Order], county: County) -> dict[UUID, list[Choice]]:
    """For each order its reachable agents: own grid, then township. One statement for all orders."""
    listed = list(orders)
    townships = {order.village.township_id for order in listed if order.village}
    nearby = (
        list(candidates(county).reachable().filter(grid__village__township__in=townships))
        if townships
        else []
    )
    return {order.pk: _nearest(order, nearby) for order in listed}


def choices_for(order: Order, county: County, *, search: str = "") -> list[Choice]:
    """As above; with ``search`` whoever's name, grid or township contains it, reachable or not."""
    words = clean(search)[:50]
    if not words:
        return choices_for_all([order], county)[order.pk]
    by_words = (
        Q(name__icontains=words)
        | Q(grid__name__icontains=words)
        | Q(grid__village__short_name__icontains=words)
        | Q(grid__village__township__short_name__icontains=words)
    )
    found = candidates(county).filter(by_words).exclude(pk=order.agent_id)[:FOUND_MAX]
    return sorted((_choice(order, agent) for agent in found), key=_rank)


def _nearest(order: Order, nearby: list[Any]) -> list[Choice]:
    township_id = order.village.township_id if order.village else None
    own = [
        _choice(order, agent)
        for agent in nearby
        if agent.grid.village.township_id == township_id
        and agent.pk != order.agent_id
        and agent.pk not in order.declined_agent_ids
    ]
    return sorted(own, key=_rank)[:CHOICES_MAX]


def _choice(order: Order, agent: Any) -> Choice:
    if agent.grid_id == order.grid_id:
        nearness = "own_grid"
    elif order.village and agent.grid.village.township_id == order.village.township_id:
        nearness = "township"
    else:
        nearness = "county"
    return Choice(agent, agent.unfinished, nearness)


def _rank(choice: Choice) -> tuple[int, bool, int]:
    return (
        ("own_grid", "township", "county").index(choice.nearness),
        not choice.agent.is_on_duty,
        choice.unfinished,
    )
