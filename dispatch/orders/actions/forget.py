from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from agents.forgetting import erase_person
from agents.models import User
from dispatch.orders.actions.erase import erase_orders
from dispatch.orders.errors import OrdersStillRunning, StillServing
from dispatch.orders.models import Erasure, Order
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.signals import citizen_forgotten


@transaction.atomic
def forget_citizen(user: User, *, at: datetime) -> Erasure:
    """Everything personal of a citizen is erased for good; orders, entries and totals stay as they are (S26).

    What was asked by this person or for this number loses name, number, address, point, marks and every word.
    Filed for somebody else whom the house knows, it stays theirs. Raises OrdersStillRunning or StillServing.
    """
    # Nobody places in this name meanwhile: an order's foreign key waits for this lock.
    user = User.objects.select_for_update(of=("self",)).select_related("agent", "officer").get(pk=user.pk)
    if user.as_agent or user.as_officer:
        raise StillServing
    if Order.objects.asked_by(user).live().exists():
        raise OrdersStillRunning
    phone_index = user.phone_index or ""
    order_ids = list(orders_of(user).values_list("pk", flat=True))
    erase_orders(order_ids, at=at)
    erase_person(user, at=at)
    citizen_forgotten.send(User, user=user, phone_index=phone_index, order_ids=order_ids, at=at)
    return Erasure.objects.create(county_id=user.county_id, user=user, orders_count=len(order_ids), at=at)


def orders_of(user: User) -> OrderQuerySet:
    """Without those that were filed for somebody else whom the house knows."""
    others = User.objects.filter(
        county=OuterRef("county"), phone_index=OuterRef("applicant_phone_index"), is_active=True
    ).exclude(pk=user.pk)
    return Order.objects.asked_by(user).exclude(Q(citizen=user) & Q(Exists(others)))
