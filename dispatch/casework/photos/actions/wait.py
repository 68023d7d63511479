"""Photos of a request that cannot be placed yet wait for it: no picture has to be chosen twice."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agents.errors import Refusal
from agents.models import County
from agents.policies import policy_in_force
from dispatch.casework.photos import store
from dispatch.casework.photos.errors import NoRoomForPhotos, TooManyAtOnce
from dispatch.casework.photos.models import WaitingPhoto
from dispatch.casework.photos.pictures import hash_of, keep_picture

LIFE = timedelta(days=1)
# Of one county at the same time: whoever has not proven a phone yet fills no disk.
WAITING_MAX = 2_000
BATCH = 100


def keep_waiting(
    contents: Sequence[bytes], *, known: Iterable[UUID], request_id: UUID, county: County, at: datetime
) -> tuple[list[UUID], list[Refusal]]:
    """The ids of all that wait for ``request_id`` now, ``known`` ones first, and why others do not.

    The same picture again is the same photo.
    """
    rows = list(WaitingPhoto.objects.filter(pk__in=known, request_id=request_id, county=county))
    refused: list[Refusal] = []
    limit = policy_in_force(county, at=at).photos_max
    for content in contents:
        sent_hash = hash_of(content)
        if any(row.sent_hash == sent_hash for row in rows):
            continue
        try:
            if len(rows) >= limit:
                raise TooManyAtOnce(max=limit)
            rows.append(_keep(content, sent_hash, request_id=request_id, county=county, at=at))
        except Refusal as refusal:
            refused.append(refusal)
    return [row.pk for row in rows], refused


def _keep(content: bytes, sent_hash: str, *, request_id: UUID, county: County, at: datetime) -> WaitingPhoto:
    if WaitingPhoto.objects.filter(county=county).count() >= WAITING_MAX:
        raise NoRoomForPhotos
    picture = keep_picture(content, sent_hash=sent_hash)
    try:
        return WaitingPhoto.objects.create(
            county=county, request_id=request_id, came_at=at, **picture.columns()
        )
    except BaseException:
        store.discard(picture.name)
        raise


def drop_waiting(ids: Iterable[UUID]) -> None:
    """Left out of the request again."""
    _erase(WaitingPhoto.objects.filter(pk__in=ids))


def drop_forgotten_photos(*, at: datetime) -> int:
    """Whose request never came. Answers how many went, a batch at a time."""
    old = WaitingPhoto.objects.filter(came_at__lt=at - LIFE).select_for_update(skip_locked=True)
    with transaction.atomic():
        return _erase(WaitingPhoto.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:BATCH])))


@transaction.atomic
def _erase(rows: QuerySet[WaitingPhoto]) -> int:
    """The files go after the commit."""
    found = dict(rows.values_list("pk", "name"))
    if not found:
        return 0
    for name in found.values():
        transaction.on_commit(partial(store.discard, name), robust=True)
    return WaitingPhoto.objects.filter(pk__in=found).delete()[0]
