from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet

from agents.models import Policy
from dispatch.orders.changes import draft_event
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.returning import update_returning
from dispatch.orders.signals import orders_sent_to_desk

BATCH = 200
DESK, SUPERIOR = 1, 2


def send_to_desk(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: nobody claimed within 2 hours after broadening, so an officer must assign it (DESIGN §2.4).

    Returns how many were sent.
    """
    return _raise_to(DESK, Order.objects.due_for_desk(at).order_by("desk_at"), at, limit)


def send_to_superior(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: the desk let its own deadline pass, so its superior gets it (X03). Returns how many."""
    return _raise_to(SUPERIOR, Order.objects.due_at_desk(at).order_by("desk_due_at"), at, limit)


@transaction.atomic
def _raise_to(level: int, due: QuerySet[Order], at: datetime, limit: int) -> int:
    locked = due.select_for_update(skip_locked=True).values_list("pk", "policy_id")[:limit]
    by_policy: dict[int, list[UUID]] = {}
    for order_id, policy_id in locked:
        by_policy.setdefault(policy_id, []).append(order_id)
    for policy in Policy.objects.filter(pk__in=by_policy):
        orders = update_returning(
            Order.objects.filter(pk__in=by_policy[policy.pk]),
            desk_level=level,
            desk_due_at=at + policy.desk_answer_within,
            version=F("version") + 1,
        )
        _tell(orders, level, at)
    return sum(map(len, by_policy.values()))


def _tell(orders: list[Order], level: int, at: datetime) -> None:
    kind = OrderEvent.Kind.SENT_TO_DESK if level == DESK else OrderEvent.Kind.SENT_TO_SUPERIOR
    OrderEvent.objects.bulk_create([draft_event(order, kind, at=at) for order in orders])
    orders_sent_to_desk.send(Order, orders=orders, at=at, level=level)
