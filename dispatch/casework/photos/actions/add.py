from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from agents.models import Agent, User
from dispatch.casework.photos import store
from dispatch.casework.photos.access import Hand, is_theirs, order_for_adding
from dispatch.casework.photos.errors import PhotoIdTaken, TooManyPhotos
from dispatch.casework.photos.models import Photo
from dispatch.casework.photos.pictures import Picture, hash_of, keep_picture
from dispatch.orders.changes import amend, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted


def add_photo(order_id: UUID, *, photo_id: UUID, content: bytes, by: Hand, at: datetime) -> Photo:
    """A photo of who carries the order or of who asked (QZ-06). The same id and picture again is the same photo.

    First the files, then the row: nobody is shown half a photo. Raises what ``clean_photo`` raises,
    TooManyPhotos, PhotoIdTaken, NoRoomForPhotos, NotYourOrder, WrongState (ended) or OrderNotFound.
    """
    order, only_if = order_for_adding(order_id, by)
    sent_hash = hash_of(content)
    known = _already_sent(photo_id, order, sent_hash, by)
    if known:
        return known
    picture = keep_picture(content, sent_hash=sent_hash)
    try:
        photo = _add(order, only_if, picture, photo_id=photo_id, by=by, at=at)
    except BaseException:
        store.discard(picture.name)
        raise
    if photo.name != picture.name:
        store.discard(picture.name)
    return photo


@transaction.atomic
def _add(order: Order, only_if: Q, picture: Picture, *, photo_id: UUID, by: Hand, at: datetime) -> Photo:
    # The order's row is locked from here on: of two sendings the second finds the first, and nobody miscounts.
    Order.objects.select_for_update(no_key=True).only("pk").get(pk=order.pk)
    known = _already_sent(photo_id, order, picture.sent_hash, by)
    if known:
        return known
    limit = order.policy.photos_max
    if Photo.objects.kept().filter(order=order).count() >= limit:
        raise TooManyPhotos(max=limit)
    changed = amend(order, only_if)
    try:
        with transaction.atomic():
            photo = Photo.objects.create(
                id=photo_id,
                county_id=order.county_id,
                order=order,
                agent=by if isinstance(by, Agent) else None,
                citizen=by if isinstance(by, User) else None,
                added_at=at,
                **picture.columns(),
            )
    except IntegrityError:
        # The id came in with another order at this very moment.
        raise PhotoIdTaken from None
    event = record(changed, OrderEvent.Kind.PHOTO_ADDED, at=at, by=by, photo=str(photo.pk))
    order_noted.send(Order, order=changed, event=event, at=at)
    return photo


def _already_sent(photo_id: UUID, order: Order, sent_hash: str, by: Hand) -> Photo | None:
    """Raises PhotoIdTaken."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return None
    if photo.order_id != order.pk or photo.sent_hash != sent_hash or not is_theirs(photo, by):
        raise PhotoIdTaken
    return photo
