"""Who is told, as querysets of user ids: the database joins them into the outbox in one statement."""

from math import cos, radians
from typing import Any

from django.db.models import BigIntegerField, CharField, F, QuerySet, UUIDField

from agents.models import Agent, Grid, Officer
from agents.prepared import Given
from dispatch.orders.models import Order

Audience = QuerySet[Any, tuple[Any, ...]]

# Orders of more grids than these at once are everybody's business.
GRIDS_MAX = 20


def agents_of_grid(order: Order, grid_id: int) -> Audience:
    """The reachable agents of the grid, without the applicant and those who gave the order back."""
    return _user_ids(_who_may_claim(order).filter(grid_id=grid_id))


def agents_of_new_order() -> Audience:
    """As ``agents_of_grid`` for an order that nobody gave back yet, of what is ``Given`` with each asking."""
    agents = _but_the_asker(Given("phone_index", CharField()), Given("citizen_id", UUIDField()))
    return _user_ids(agents.filter(grid_id=Given("grid_id", BigIntegerField())))


def agents_of_county(county_id: str, order: Order | None = None) -> Audience:
    """All reachable agents of the county; with an order, those who may claim it."""
    agents = _who_may_claim(order) if order else _reachable()
    return _user_ids(agents.filter(county_id=county_id))


def nearest_agents(orders: list[Order], *, count: int) -> Audience:
    """Of one county: for each grid the orders lie in, so many who live nearest; all where a place is not known."""
    agents = _reachable().filter(county_id=orders[0].county_id)
    grid_ids = {order.grid_id for order in orders}
    grids = Grid.objects.filter(pk__in=[grid_id for grid_id in grid_ids if grid_id])[: GRIDS_MAX + 1]
    places = [(grid.lng, grid.lat) for grid in grids if grid.lng is not None and grid.lat is not None]
    if not len(grid_ids) == len(places) <= GRIDS_MAX:
        return _user_ids(agents)
    first, *others = [_user_ids(agents.order_by(*_by_distance(lng, lat))[:count]) for lng, lat in places]
    return first.union(*others) if others else first


def desk_officers(county_id: str) -> Audience:
    """Who sits at the duty desk; the county's managers where nobody does: there is always an owner (X03)."""
    at_desk = _officers(county_id).filter(on_desk=True)
    return at_desk.values_list("user_id") if at_desk.exists() else superiors(county_id)


def superiors(county_id: str) -> Audience:
    return _officers(county_id).filter(role=Officer.Role.COUNTY_MANAGER).values_list("user_id")


def _reachable() -> QuerySet[Agent]:
    return Agent.objects.reachable()


def _who_may_claim(order: Order) -> QuerySet[Agent]:
    agents = _but_the_asker(order.applicant_phone_index, order.citizen_id)
    return agents.exclude(pk__in=order.declined_agent_ids)


def _but_the_asker(phone_index: Any, citizen_id: Any) -> QuerySet[Agent]:
    """Values, or ``Given``. ``citizen_id`` is None where an officer filed the order."""
    agents = _reachable().exclude(user__phone_index=phone_index)
    return agents if citizen_id is None else agents.exclude(user_id=citizen_id)


def _by_distance(lng: float, lat: float) -> tuple[Any, ...]:
    """Inside one county the earth is flat, and only the order of the distances counts."""
    east = (F("grid__lng") - lng) * cos(radians(lat))
    north = F("grid__lat") - lat
    return (east * east + north * north).asc(nulls_last=True), "pk"


def _officers(county_id: str) -> QuerySet[Officer]:
    return Officer.objects.serving().filter(county_id=county_id, user__is_active=True)


def _user_ids(agents: QuerySet[Agent]) -> Audience:
    return agents.values_list("user_id")
