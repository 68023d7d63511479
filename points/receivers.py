"""Points hear of completed services inside the transaction: a failing entry undoes the completion."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.signals import order_classified, order_completed, order_rated
from dispatch.orders.states import State
from points.posting.service import post_base, post_class_change, post_rating


@receiver(order_completed)
def when_completed(order: Order, at: datetime, **_: Any) -> None:
    post_base(order, at=at)


@receiver(order_rated)
def when_rated(order: Order, rating: Rating, at: datetime, **_: Any) -> None:
    post_rating(order, rating, at=at)


@receiver(order_classified)
def when_classified(order: Order, event: OrderEvent, at: datetime, **_: Any) -> None:
    if order.state == State.COMPLETED:
        post_class_change(order, event_id=event.pk, at=at)
