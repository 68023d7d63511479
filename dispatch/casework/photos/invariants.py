"""What must always be true of photos (F26)."""

from collections.abc import Iterator

from django.db.models import F
from django.utils import timezone

from agents.invariants import invariant
from dispatch.casework.photos.models import Photo, PhotoFiles, WaitingPhoto
from dispatch.casework.photos.store import files, path_of
from dispatch.casework.photos.sweeping import SPARED, orphans_of


@invariant("every photo has its file, whole")
def every_photo_has_its_file() -> Iterator[str]:
    for photo in Photo.objects.kept().iterator():
        if not _is_whole(photo):
            yield f"photo {photo.pk} of order {photo.order_id}: its file is missing or cut"
        elif not path_of(photo.name, "small").is_file():
            yield f"photo {photo.pk} of order {photo.order_id}: its small file is missing"


@invariant("no photo's file outlives its row")
def no_file_outlives_its_row() -> Iterator[str]:
    """Twice the time after which the sweeper takes one: it comes by every hour."""
    for path in orphans_of(files(before=timezone.now() - 2 * SPARED)):
        yield f"{path.name} belongs to no photo"


@invariant("a photo belongs to the county of its order")
def photos_stay_in_their_county() -> Iterator[str]:
    for photo in Photo.objects.exclude(order__county_id=F("county_id")).iterator():
        yield f"photo {photo.pk} of {photo.county_id}"


@invariant("every photo that waits for its request has its file, whole")
def every_waiting_photo_has_its_file() -> Iterator[str]:
    for photo in WaitingPhoto.objects.iterator():
        if not _is_whole(photo):
            yield f"waiting photo {photo.pk}: its file is missing or cut"


def _is_whole(photo: PhotoFiles) -> bool:
    path = path_of(photo.name, "full")
    return path.is_file() and path.stat().st_size == photo.size_bytes
