"""Photos that come with a request. Its order is placed first and stands, whatever becomes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.errors import Refusal
from agents.models import User
from dispatch.casework.photos import store
from dispatch.casework.photos.access import order_for_adding
from dispatch.casework.photos.errors import TooManyAtOnce
from dispatch.casework.photos.models import Photo, WaitingPhoto
from dispatch.casework.photos.pictures import Picture, hash_of, id_with_request, keep_picture
from dispatch.orders.changes import amend, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted


@dataclass(frozen=True)
class Brought:
    """``refused``: why, once for each photo that did not come along."""

    added: int
    refused: list[Refusal]


def bring_photos(
    order_id: UUID, contents: Sequence[bytes], *, waiting: Iterable[UUID] = (), by: User, at: datetime
) -> Brought:
    """Those that waited for the order, then those that were sent with it. One line of the timeline for all.

    A photo that is refused takes no other along. The same pictures again change nothing.
    Raises OrderNotFound; a refusal of the order's state stands in the answer.
    """
    order, only_if = order_for_adding(order_id, by)
    waited = list(WaitingPhoto.objects.filter(pk__in=waiting, request_id=order_id, county_id=by.county_id))
    fitting = {id_with_request(order_id, row.sent_hash): Picture.of(row) for row in waited}
    kept_before = {row.name for row in waited}
    refused: list[Refusal] = []
    for photo_id, sent_hash, content in _unknown(order_id, contents, fitting):
        if len(fitting) >= order.policy.photos_max:
            refused.append(TooManyAtOnce(max=order.policy.photos_max))
            continue
        try:
            fitting[photo_id] = keep_picture(content, sent_hash=sent_hash)
        except Refusal as refusal:
            refused.append(refusal)
    if not fitting:
        return Brought(0, refused)
    try:
        added, over = _add(order, only_if, fitting, waited, by=by, at=at)
    except BaseException as error:
        _discard(picture for picture in fitting.values() if picture.name not in kept_before)
        if not isinstance(error, Refusal):
            raise
        return Brought(0, [*refused, error])
    return Brought(added, [*refused, *over])


def _unknown(
    order_id: UUID, contents: Sequence[bytes], waited: dict[UUID, Picture]
) -> list[tuple[UUID, str, bytes]]:
    """Id, hash and content of what was not sent before, each picture once: nothing is decoded twice."""
    by_hash = {hash_of(content): content for content in contents}
    sent = {id_with_request(order_id, sent_hash): sent_hash for sent_hash in by_hash}
    known = set(Photo.objects.filter(pk__in=sent).values_list("pk", flat=True)) if sent else set()
    known |= set(waited)
    return [(pk, sent_hash, by_hash[sent_hash]) for pk, sent_hash in sent.items() if pk not in known]


@transaction.atomic
def _add(
    order: Order,
    only_if: Q,
    pictures: dict[UUID, Picture],
    waited: list[WaitingPhoto],
    *,
    by: User,
    at: datetime,
) -> tuple[int, list[Refusal]]:
    # The order's row is locked from here on: of two sendings the second finds the first, and nobody miscounts.
    Order.objects.select_for_update(no_key=True).only("pk").get(pk=order.pk)
    of_order = {photo.pk: photo for photo in Photo.objects.filter(order=order)}
    new = {photo_id: picture for photo_id, picture in pictures.items() if photo_id not in of_order}
    # A waiting photo that the other sending took has its file there.
    shown = {photo.name for photo in of_order.values() if photo.removed_at is None}
    taken = dict(list(new.items())[: max(0, order.policy.photos_max - len(shown))])
    if waited:
        WaitingPhoto.objects.filter(pk__in=[row.pk for row in waited]).delete()
    left = [each for photo_id, each in pictures.items() if photo_id not in taken and each.name not in shown]
    transaction.on_commit(lambda: _discard(left), robust=True)
    if taken:
        changed = amend(order, only_if)
        Photo.objects.bulk_create(_row(order, *each, by=by, at=at) for each in taken.items())
        ids = [str(photo_id) for photo_id in taken]
        event = record(changed, OrderEvent.Kind.PHOTO_ADDED, at=at, by=by, photos=ids)
        order_noted.send(Order, order=changed, event=event, at=at)
    over = len(new) - len(taken)
    return len(taken), [TooManyAtOnce(max=order.policy.photos_max) for _ in range(over)]


def _row(order: Order, photo_id: UUID, picture: Picture, *, by: User, at: datetime) -> Photo:
    return Photo(
        id=photo_id,
        county_id=order.county_id,
        order=order,
        citizen=by,
        added_at=at,
        **picture.columns(),
    )


def _discard(pictures: Iterable[Picture]) -> None:
    for picture in pictures:
        store.discard(picture.name)
