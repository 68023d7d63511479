"""Who is told, as querysets of user ids: the database joins them into the outbox in one statement."""

from typing import Any

from django.db.models import QuerySet

from agents.models import Agent, Officer
from dispatch.orders.models import Order

Audience = QuerySet[Any, tuple[Any, ...]]


def agents_of_grid(order: Order, grid_id: int) -> Audience:
    """The reachable agents of the grid, without the applicant and those who gave the order back."""
    return _user_ids(_who_may_claim(order).filter(grid_id=grid_id))


def agents_of_county(county_id: str, order: Order | None = None) -> Audience:
    """All reachable agents of the county; with an order, those who may claim it."""
    agents = _who_may_claim(order) if order else _reachable()
    return _user_ids(agents.filter(county_id=county_id))


def desk_officers(county_id: str) -> Audience:
    """Who sits at the duty desk; the county's managers where nobody does: there is always an owner (X03)."""
    at_desk = _officers(county_id).filter(on_desk=True)
    return at_desk.values_list("user_id") if at_desk.exists() else superiors(county_id)


def superiors(county_id: str) -> Audience:
    return _officers(county_id).filter(role=Officer.Role.COUNTY_MANAGER).values_list("user_id")


def _reachable() -> QuerySet[Agent]:
    return Agent.objects.reachable().filter(user__is_active=True)


def _who_may_claim(order: Order) -> QuerySet[Agent]:
    agents = _reachable().exclude(user__phone_index=order.applicant_phone_index)
    if order.citizen_id:
        agents = agents.exclude(user_id=order.citizen_id)
    return agents.exclude(pk__in=order.declined_agent_ids)


def _officers(county_id: str) -> QuerySet[Officer]:
    return Officer.objects.serving().filter(county_id=county_id, user__is_active=True)


def _user_ids(agents: QuerySet[Agent]) -> Audience:
    return agents.values_list("user_id")
