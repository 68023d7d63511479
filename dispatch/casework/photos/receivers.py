"""News from the room below: of who is forgotten no photo stays, whoever added it (S26)."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.dispatch import receiver

from dispatch.casework.photos import store
from dispatch.casework.photos.models import Photo
from dispatch.orders.signals import citizen_forgotten

# A digest would tell whoever has the picture that it was this one.
FORGOTTEN_HASH = ""


@receiver(citizen_forgotten)
def when_citizen_forgotten(order_ids: list[UUID], at: datetime, **_: Any) -> None:
    """The rows stay as evidence that there was something; the files go after the commit."""
    photos = Photo.objects.filter(order__in=order_ids)
    for name in photos.kept().values_list("name", flat=True):
        transaction.on_commit(partial(store.discard, name), robust=True)
    photos.update(sent_hash=FORGOTTEN_HASH)
    photos.kept().update(removed_at=at)
