"""Photos hear who is to be forgotten."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import receiver

from dispatch.casework.photos import store
from dispatch.casework.photos.models import Photo
from dispatch.orders.signals import citizen_forgotten


@receiver(citizen_forgotten)
def when_forgotten(order_ids: list[UUID], at: datetime, **_: Any) -> None:
    """Every picture on the citizen's orders goes, whoever took it; that there was one stays (S26)."""
    photos = Photo.objects.kept().filter(order__in=order_ids)
    names = list(photos.values_list("name", flat=True))
    photos.update(removed_at=at)

    def discard() -> None:
        for name in names:
            store.discard(name)

    transaction.on_commit(discard, robust=True)
