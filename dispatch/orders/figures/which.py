"""Which orders a figure counts. The same conditions count them and list them."""

from typing import Any

from django.db.models import (
    DurationField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    FloatField,
    Min,
    OuterRef,
    Q,
    Subquery,
)
from django.db.models.functions import Extract

from dispatch.orders.models import Assignment, Rating
from dispatch.orders.states import State

_TAKEN = Q(taken_at__isnull=False)
_COMPLETED = Q(state=State.COMPLETED)
_LIMITED = _COMPLETED & Q(due_at__isnull=False)
_RATED = Q(current_rating__grade__isnull=False)
#: The minutes that the grid's own agents have, by the policy that the order was born with.
_IN_TIME = Q(waited_seconds__lte=F("policy__broaden_seconds"))

WHICH: dict[str, Q] = {
    "placed": Q(),
    # Withdrawn before anybody took it: says nothing about how quickly orders are taken.
    "dispatched": ~Q(state=State.CANCELLED, taken_at=None),
    "taken": _TAKEN,
    "taken_in_time": _TAKEN & _IN_TIME,
    "taken_late": _TAKEN & ~_IN_TIME,
    "completed": _COMPLETED,
    # Completed orders whose time limit is known.
    "limited": _LIMITED,
    "in_limit": _LIMITED & Q(completed_at__lte=F("due_at")),
    "past_limit": _LIMITED & Q(completed_at__gt=F("due_at")),
    "rated": _RATED,
    "satisfied": Q(current_rating__grade__in=sorted(Rating.SATISFIED_GRADES)),
    "unsatisfied": Q(current_rating__grade__in=sorted(Rating.UNSATISFIED_GRADES)),
}


def with_facts(orders: Any) -> Any:
    """Adds what the conditions speak of: ``taken_at`` (first claimed or assigned), ``waited_seconds`` until then.

    An order that was given back counts from its first taking: that is what the applicant waited for.
    """
    first = Assignment.objects.filter(order=OuterRef("pk")).order_by().values("order")
    taken_at = Subquery(first.annotate(first=Min("started_at")).values("first"))
    current = FilteredRelation("ratings", condition=Q(ratings__superseded_at=None))
    told = orders.annotate(taken_at=taken_at, current_rating=current)
    waited = Extract(ExpressionWrapper(F("taken_at") - F("placed_at"), DurationField()), "epoch")
    return told.annotate(waited_seconds=ExpressionWrapper(waited, FloatField()))


def only(orders: Any, which: str) -> Any:
    """The orders that the figure counts; all of them where there is no such figure."""
    return with_facts(orders).filter(WHICH[which]) if WHICH.get(which) else orders
