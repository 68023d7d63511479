"""Making a copy: one snapshot of the database, the photos it names, and the dump of that same snapshot."""

import shutil
from datetime import datetime
from pathlib import Path

from django.db import connection

from agents.one_view import one_view
from config.backup.errors import BackupError
from config.backup.manifest import NAME, Manifest, key_fingerprints, row_counts, sha256_of
from config.backup.photos import PhotoGone, copy_out, files_of_now
from config.backup.programs import run
from realtime.clock import database_now

DUMP = "database.dump"
TRIES_MAX = 5


def make_backup(folder: Path) -> Path:
    """A new directory in ``folder``, named by the moment (UTC); nobody waits for it, and no key is in it.

    A photo that is removed between the snapshot and its copying makes it begin again. Raises BackupError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copies = copies_in(folder)
    for _ in range(TRIES_MAX):
        unfinished = _fresh(folder / "unfinished")
        try:
            manifest = _copy_of_now(unfinished, earlier=copies[-1] if copies else None)
        except PhotoGone:
            continue
        manifest.write(unfinished)
        taken_at = datetime.fromisoformat(manifest.taken_at)
        return unfinished.rename(folder / f"{taken_at:%Y%m%dT%H%M%S.%fZ}")
    raise BackupError(f"Photos were removed during each of {TRIES_MAX} tries; try again.")


def copies_in(folder: Path) -> list[Path]:
    """Whole ones, the oldest first."""
    return sorted(each.parent for each in folder.glob(f"2*Z/{NAME}"))


def keep_newest(folder: Path, how_many: int) -> int:
    """Remove the others; the number of those removed."""
    old = copies_in(folder)[:-how_many]
    for copy in old:
        shutil.rmtree(copy)
    return len(old)


def _copy_of_now(copy: Path, *, earlier: Path | None) -> Manifest:
    with one_view(), connection.cursor() as cursor:
        cursor.execute("select pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        taken_at = database_now()
        # First the photos: the sooner after the snapshot, the less of them has been removed.
        photos = copy_out(files_of_now(), copy, earlier=earlier)
        rows = row_counts()
        run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy / DUMP}")
    return Manifest(
        taken_at=taken_at.isoformat(),
        dump_sha256=sha256_of(copy / DUMP),
        photos=photos,
        rows=rows,
        keys=key_fingerprints(),
    )


def _fresh(directory: Path) -> Path:
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700)
    return directory
