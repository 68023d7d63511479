"""News from the room below: of who is forgotten no word stays (S26)."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from dispatch.orders.signals import citizen_forgotten
from dispatch.oversight.followups.models import FollowUpCall


@receiver(citizen_forgotten)
def when_citizen_forgotten(order_ids: list[UUID], **_: Any) -> None:
    calls = FollowUpCall.objects.filter(follow_up__order__in=order_ids)
    calls.exclude(words="").update(words="")
