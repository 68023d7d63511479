"""Photos whose time is over: the rows stay as evidence that there was something, the files do not (S26)."""

from datetime import datetime
from functools import partial

from django.db import transaction

from dispatch.casework.photos import store
from dispatch.casework.photos.models.photo import PhotoQuerySet

# A digest would tell whoever has the picture that it was this one.
FORGOTTEN_HASH = ""


def erase_photos(photos: PhotoQuerySet, *, at: datetime) -> None:
    """The files go after the commit."""
    for name in photos.kept().values_list("name", flat=True):
        transaction.on_commit(partial(store.discard, name), robust=True)
    photos.update(sent_hash=FORGOTTEN_HASH)
    photos.kept().update(removed_at=at)
