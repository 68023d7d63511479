"""What is kept of a person as pictures: the pictures themselves, so that a copy taken along is whole."""

import base64
from typing import Any

from agents.models import User
from agents.own_data import own_data
from dispatch.casework.photos.models import Photo
from dispatch.casework.photos.store import path_of
from dispatch.orders.models import Order


@own_data("photos")
def photos(user: User) -> list[dict[str, Any]]:
    """Of the own orders, the latest first; ``jpeg`` is the file in base64, empty where it is missing."""
    mine = Photo.objects.kept().filter(order__in=Order.objects.asked_by(user)).select_related("order")
    return [_photo(photo) for photo in mine.order_by("-added_at")]


def _photo(photo: Photo) -> dict[str, Any]:
    path = path_of(photo.name, "full")
    return {
        "order": photo.order.number,
        "added_by": "agent" if photo.agent_id else "citizen",
        "added_at": photo.added_at,
        "jpeg": base64.b64encode(path.read_bytes()).decode() if path.is_file() else "",
    }
