"""Which photos are kept of a person's orders; the pictures themselves are on the order's page."""

from typing import Any

from agents.models import User
from agents.own_data import own_data
from dispatch.casework.photos.models import Photo
from dispatch.orders.models import Order


@own_data("photos")
def photos(user: User) -> list[dict[str, Any]]:
    mine = Photo.objects.kept().filter(order__in=Order.objects.asked_by(user))
    rows = mine.order_by("-added_at").values_list("order__number", "added_at", "citizen")
    return [
        {"order": number, "added_at": at, "added_by_me": citizen_id == user.pk}
        for number, at, citizen_id in rows
    ]
