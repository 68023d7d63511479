from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from dispatch.orders.changes import draft_event
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.returning import update_returning
from dispatch.orders.signals import orders_broadened
from dispatch.orders.states import State

BATCH = 500


@transaction.atomic
def broaden_unreached(order_ids: Iterable[UUID], *, at: datetime) -> int:
    """Nobody of the own grid could be told although it was tried: the ten minutes wait for nobody (X01).

    ``broaden_orders`` announces them next. Returns how many.
    """
    reserved = Order.objects.filter(
        pk__in=list(order_ids), state=State.OPEN, broadened_at=None, broaden_at__gt=at
    )
    return reserved.update(broaden_at=at, broaden_reason=Order.BroadenReason.NOBODY_REACHABLE)


@transaction.atomic
def broaden_orders(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: announce to all grids what ``broaden_at`` already allows (LS-05, DESIGN §2.1).

    Set-based; any number of dispatchers may run, each order is announced once. Returns how many were.
    """
    due = Order.objects.due_for_broadening(at).order_by("broaden_at")
    ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    if not ids:
        return 0
    orders = update_returning(Order.objects.filter(pk__in=ids), broadened_at=at, version=F("version") + 1)
    OrderEvent.objects.bulk_create(
        [
            draft_event(
                order,
                OrderEvent.Kind.BROADENED,
                at=at,
                reason=order.broaden_reason,
                broaden_at=order.broaden_at.isoformat(),
            )
            for order in orders
        ]
    )
    orders_broadened.send(Order, orders=orders, at=at)
    return len(orders)
