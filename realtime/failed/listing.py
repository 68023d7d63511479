"""Failed deliveries as an officer may see them: staff by name, everybody else masked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from agents.masks import mask_name, mask_phone
from agents.models import County
from realtime.models import Delivery
from realtime.words.labels import kind_label, provider_label
from realtime.words.reasons import reason_words


@dataclass(frozen=True)
class Failure:
    id: UUID
    to: str
    kind: str
    channel: str
    order_id: UUID | None
    number: str
    error: str
    attempts: int
    at: datetime


def failed_of(county: County, *, channel: str = "") -> QuerySet[Delivery]:
    """The newest first."""
    rows = Delivery.objects.filter(county=county, state=Delivery.State.DEAD)
    if channel:
        rows = rows.filter(channel=channel)
    related = rows.select_related("message__order", "user__agent", "user__officer")
    return related.order_by("-due_at", "pk")


def counts_by_channel(county: County) -> list[tuple[str, str, int]]:
    """Channel, what it is called, how many."""
    rows = Delivery.objects.filter(county=county, state=Delivery.State.DEAD).values_list("channel")
    return [
        (name, provider_label(name), count)
        for name, count in rows.annotate(n=Count("pk")).order_by("channel")
    ]


def failures(deliveries: Iterable[Delivery]) -> list[Failure]:
    return [
        Failure(
            id=delivery.pk,
            to=_receiver(delivery),
            kind=kind_label(delivery.message.kind),
            channel=provider_label(delivery.channel),
            order_id=delivery.message.order_id,
            number=delivery.message.order.number if delivery.message.order else "",
            error=reason_words(delivery.last_error),
            attempts=delivery.attempts,
            at=delivery.due_at,
        )
        for delivery in deliveries
    ]


def _receiver(delivery: Delivery) -> str:
    user = delivery.user
    if user is None:
        return mask_phone(delivery.address)
    staff = user.as_agent or user.as_officer
    if staff:
        return staff.name
    return f"{mask_name(user.name)} {mask_phone(user.phone)}".strip()
