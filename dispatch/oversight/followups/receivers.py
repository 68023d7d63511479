"""News from the room below: of an order that is erased no word stays (S26)."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from dispatch.orders.signals import orders_erased
from dispatch.oversight.followups.models import FollowUpCall


@receiver(orders_erased)
def when_orders_erased(order_ids: list[UUID], **_: Any) -> None:
    calls = FollowUpCall.objects.filter(follow_up__order__in=order_ids)
    calls.exclude(words="").update(words="")
