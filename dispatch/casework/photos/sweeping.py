"""Files that no photo names: what a killed upload left behind, and what a removal could not erase (F26, S26)."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from dispatch.casework.photos import store
from dispatch.casework.photos.models import Photo, WaitingPhoto

logger = logging.getLogger(__name__)

#: A file is written before its row. No upload lasts so long, so that none is taken for an orphan.
SPARED = timedelta(hours=24)
#: More orphans than both of these are no leftovers: it is the wrong folder, or the wrong database.
ORPHANS_MAX = 100
ORPHANS_SHARE_MAX = 0.1
BATCH = 500


class TooManyOrphans(Exception):
    """Nothing was erased: whoever mixed up folder and database must not lose a county's evidence by it."""


def sweep_photos(*, at: datetime) -> int:
    """The clock's: erase the files without a row that are a day old at ``at``; how many went. Any number may run.

    Raises TooManyOrphans.
    """
    old = list(store.files(before=at - SPARED))
    orphans = list(orphans_of(old))
    if len(orphans) > max(ORPHANS_MAX, ORPHANS_SHARE_MAX * len(old)):
        raise TooManyOrphans(f"{len(orphans)} of {len(old)} photo files have no row; none was erased.")
    for path in orphans:
        path.unlink(missing_ok=True)
    if orphans:
        logger.warning("%d photo files without a row were erased.", len(orphans))
    return len(orphans)


def orphans_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Those no photo names, kept or waiting for its request, and what was never finished; one statement a batch."""
    waiting = iter(paths)
    while batch := list(islice(waiting, BATCH)):
        names = {store.name_of(path) for path in batch}
        photos = Photo.objects.kept().filter(name__in=names).values_list("name", flat=True)
        waits = WaitingPhoto.objects.filter(name__in=names).values_list("name", flat=True)
        kept = set(photos.union(waits))
        yield from (path for path in batch if store.name_of(path) not in kept or store.is_unfinished(path))
