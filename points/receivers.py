"""Points hear of completed services inside the transaction: a failing entry undoes the completion."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from agents.said import erase_words
from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.signals import order_classified, order_completed, order_rated, orders_erased
from dispatch.orders.states import State
from points.appeals.revision import require_revisable
from points.models import Appeal, HoldAnswer
from points.posting.service import bring_in_line, post_base, post_class_change


@receiver(order_completed)
def when_completed(order: Order, at: datetime, **_: Any) -> None:
    post_base(order, at=at)


@receiver(order_rated)
def when_rated(order: Order, rating: Rating, previous: Rating | None, at: datetime, **_: Any) -> None:
    # What was said in a follow-up call counts also after the quarter is settled: it falls in the open one (R9).
    if previous and rating.source != Rating.Source.FOLLOW_UP:
        require_revisable(order, previous)
    bring_in_line(order, cause=f"rating:{rating.pk}", at=at)


@receiver(order_classified)
def when_classified(order: Order, event: OrderEvent, at: datetime, **_: Any) -> None:
    if order.state == State.COMPLETED:
        post_class_change(order, event_id=event.pk, at=at)


@receiver(orders_erased)
def when_orders_erased(order_ids: list[UUID], **_: Any) -> None:
    """What an agent wrote about the applicant. Words from before they were sealed are what their chain proves: kept."""
    erase_words(Appeal.objects.filter(order__in=order_ids, words_proof__isnull=False))
    erase_words(HoldAnswer.objects.filter(hold__order__in=order_ids, words_proof__isnull=False))
