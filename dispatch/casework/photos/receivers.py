"""News from the room below: of an order that is erased no photo stays, whoever added it (S26)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.dispatch import receiver

from dispatch.casework.photos.erasing import erase_photos
from dispatch.casework.photos.models import Photo
from dispatch.orders.signals import orders_erased


@receiver(orders_erased)
def when_orders_erased(order_ids: list[UUID], at: datetime, **_: Any) -> None:
    """The rows stay as evidence that there was something; the files go after the commit."""
    erase_photos(Photo.objects.filter(order__in=order_ids), at=at)
