from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from agents.forgetting import erase_person
from agents.models import User
from dispatch.orders.errors import OrdersStillRunning, StillServing
from dispatch.orders.models import Erasure, Order, OrderEvent, OrderLink, Rating
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.signals import citizen_forgotten

# A completed order has a result; what was in it is nobody's business any more.
ERASED_RESULT = "—"


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
    order_ids = list(_orders_of(user).values_list("pk", flat=True))
    _erase(order_ids)
    erase_person(user, at=at)
    citizen_forgotten.send(User, user=user, phone_index=phone_index, order_ids=order_ids, at=at)
    return Erasure.objects.create(county_id=user.county_id, user=user, orders_count=len(order_ids), at=at)


def _orders_of(user: User) -> OrderQuerySet:
    others = User.objects.filter(
        county=OuterRef("county"), phone_index=OuterRef("applicant_phone_index"), is_active=True
    ).exclude(pk=user.pk)
    return Order.objects.asked_by(user).exclude(Q(citizen=user) & Q(Exists(others)))


def _erase(order_ids: list[UUID]) -> None:
    orders = Order.objects.filter(pk__in=order_ids)
    orders.update(
        applicant_name="",
        applicant_phone="",
        applicant_phone_index="",
        wish="",
        address="",
        point="",
        preferred_time="",
        care_marks=[],
        home_visit=False,
        # A hash of so few possibilities would give name and number away to whoever tries them all.
        body_hash="",
    )
    orders.exclude(result="").update(result=ERASED_RESULT)
    OrderEvent.objects.filter(order__in=order_ids).exclude(words="").update(words="")
    Rating.objects.filter(order__in=order_ids).exclude(words="").update(words="")
    OrderLink.objects.filter(order__in=order_ids).delete()
