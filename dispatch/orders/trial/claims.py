"""Orders as the trial sees them: when each was taken, by whom, and when other minutes would have broadened it."""

from collections.abc import Iterator
from copy import copy
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from agents.models import Policy
from dispatch.orders.deadlines import broaden_at
from dispatch.orders.models import Assignment, Order
from dispatch.orders.trial.bounds import Claim

PORTION = 2000


def claims_of(orders: Any, *, broaden_seconds: int, zone: ZoneInfo) -> Iterator[Claim]:
    """Of the orders that somebody took, the first time. Two statements."""
    policies: dict[int, Policy] = {}
    for each in Policy.objects.filter(pk__in=orders.order_by().values("policy_id").distinct()):
        tried = copy(each)
        tried.broaden_seconds = broaden_seconds
        policies[each.pk] = tried
    first = Assignment.objects.filter(order=OuterRef("pk")).order_by("id")
    taken = orders.annotate(
        taken_at=Subquery(first.values("started_at")[:1]),
        taken_by=Subquery(first.values("agent__grid_id")[:1]),
    ).filter(taken_at__isnull=False)
    rows = taken.order_by().values_list(
        "policy_id",
        "placed_at",
        "broaden_at",
        "broaden_reason",
        "taken_at",
        "taken_by",
        "grid_id",
    )
    for policy_id, placed_at, was, reason, taken_at, taken_by, own_grid in rows.iterator(chunk_size=PORTION):
        # Nobody reachable, no grid, given back: these broadened for reasons that the minutes do not touch.
        ruled = reason == Order.BroadenReason.UNCLAIMED
        would = broaden_at(policies[policy_id], placed_at, zone) if ruled else was
        yield Claim(
            waited=(taken_at - placed_at).total_seconds(),
            broadened=(was - placed_at).total_seconds(),
            would_broaden=(would - placed_at).total_seconds(),
            by_own_grid=taken_by is not None and taken_by == own_grid,
        )
