"""Who could have been told of an offer and who was not, kept with the message for the day it is asked about (X05)."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BigIntegerField, CharField, Count, Q, QuerySet, UUIDField, Value

from agents.models import Agent
from agents.models.agent import AgentQuerySet
from agents.prepared import Given
from dispatch.orders.models import Order

NOBODY_SERVES = '{"eligible": 0, "not_told": {"off_duty": [], "unreachable": [], "not_theirs": []}}'
OFF_DUTY = Q(is_on_duty=False)
UNREACHABLE = Q(is_on_duty=True) & (Q(unreachable_since__isnull=False) | Q(user__is_active=False))


def eligible_of_grid(order: Order, grid_id: int) -> dict[str, Any]:
    """How many agents serve the order's grid, and the ids of those who were not told, by the reason."""
    return _eligible(Agent.objects.serving().filter(grid_id=grid_id), order)


def eligible_of_county(county_id: str, order: Order | None = None) -> dict[str, Any]:
    """The same of all grids; of several orders at once without those who may not claim one of them."""
    return _eligible(Agent.objects.serving().filter(county_id=county_id), order)


def eligible_of_new_order() -> QuerySet[Agent, Any]:
    """As ``eligible_of_grid`` for an order that nobody gave back yet, of what is ``Given`` with each asking.

    One row, or none where nobody serves.
    """
    themselves = Q(user__phone_index=Given("phone_index", CharField())) | Q(
        user_id=Given("citizen_id", UUIDField())
    )
    of_grid = Agent.objects.serving().filter(grid_id=Given("grid_id", BigIntegerField()))
    return of_grid.values("grid_id").annotate(**_counted(themselves))


def _eligible(serving: AgentQuerySet, order: Order | None) -> dict[str, Any]:
    found = serving.aggregate(**_counted(_not_theirs(order) if order else None))
    return {"eligible": found.pop("eligible"), "not_told": found}


def _counted(not_theirs: Q | None) -> dict[str, Any]:
    """What is asked of them: how many, and who was not told, by the reason."""
    reasons = {"off_duty": OFF_DUTY, "unreachable": UNREACHABLE}
    if not_theirs is not None:
        reasons["not_theirs"] = not_theirs
    return {"eligible": Count("pk"), **{name: _ids(reason) for name, reason in reasons.items()}}


def _not_theirs(order: Order) -> Q:
    """Who asked, and who gave it back."""
    theirs = Q(user__phone_index=order.applicant_phone_index) | Q(pk__in=order.declined_agent_ids)
    return theirs | Q(user_id=order.citizen_id) if order.citizen_id else theirs


def _ids(reason: Q) -> ArrayAgg:
    return ArrayAgg("pk", filter=reason, default=Value([]), order_by="pk")
