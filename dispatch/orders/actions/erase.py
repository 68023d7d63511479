from datetime import datetime
from uuid import UUID

from agents.fields import Sealed
from agents.said import erase_words
from dispatch.orders.models import Assignment, Order, OrderEvent, OrderLink, Rating
from dispatch.orders.signals import orders_erased

# A completed order has a result; what was in it is nobody's business any more.
ERASED_RESULT = Sealed("—")


def erase_orders(order_ids: list[UUID], *, at: datetime) -> None:
    """In the caller's transaction: these ended orders lose name, number, address, point, marks and every word.

    That something was asked, done, rated and paid, when and by whom, stays.
    """
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
    erase_words(OrderEvent.objects.filter(order__in=order_ids))
    Rating.objects.filter(order__in=order_ids).exclude(words="", address=None).update(words="", address=None)
    Assignment.objects.filter(order__in=order_ids).exclude(reason="").update(reason="")
    OrderLink.objects.filter(order__in=order_ids).delete()
    orders_erased.send(Order, order_ids=order_ids, at=at)
