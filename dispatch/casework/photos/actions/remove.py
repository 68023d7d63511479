from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.errors import NotPermitted
from agents.models import Officer
from dispatch.casework.photos import store
from dispatch.casework.photos.access import Hand, is_theirs, may_reveal_photos, order_for_adding
from dispatch.casework.photos.errors import PhotoNotFound
from dispatch.casework.photos.models import Photo
from dispatch.orders.changes import amend, read_order, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted


def remove_photo(order_id: UUID, *, photo_id: UUID, by: Hand | Officer, at: datetime) -> Photo:
    """By who added it, while the order is live; by an officer at any time. Removing twice is removing once.

    The files are erased after the commit. Raises NotPermitted, NotYourOrder, WrongState, OrderNotFound
    or PhotoNotFound.
    """
    order, only_if = _order_for_removing(order_id, by)
    photo = Photo.objects.filter(pk=photo_id, order=order).first()
    if photo is None or not is_theirs(photo, by):
        raise PhotoNotFound
    if photo.removed_at:
        return photo
    with transaction.atomic():
        # Two removals come one after the other, so that only the first is an event.
        if Photo.objects.kept().filter(pk=photo.pk).update(removed_at=at):
            changed = amend(order, only_if)
            event = record(changed, OrderEvent.Kind.PHOTO_REMOVED, at=at, by=by, photo=str(photo.pk))
            order_noted.send(Order, order=changed, event=event, at=at)
            transaction.on_commit(lambda: store.discard(photo.name), robust=True)
    photo.refresh_from_db(fields=["removed_at"])
    return photo


def _order_for_removing(order_id: UUID, by: Hand | Officer) -> tuple[Order, Q]:
    if not isinstance(by, Officer):
        return order_for_adding(order_id, by)
    order = read_order(order_id, county_id=by.county_id)
    if not may_reveal_photos(order, by):
        raise NotPermitted
    return order, Q()
