"""The photos' files beside the dump. They never change, so a later copy links to what an earlier one holds."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from config.backup.errors import BackupError
from config.backup.manifest import sha256_of
from dispatch.casework.photos.models import Photo, WaitingPhoto
from dispatch.casework.photos.store import PORTRAIT, SIZES, path_of
from dispatch.casework.portraits.models import Portrait

FOLDER, SUMS = "media", "media.sha256"


class PhotoGone(Exception):
    """It was removed after the moment of the copy."""


def files_of_now() -> list[Path]:
    """Relative to MEDIA_ROOT, of every photo and portrait that the current transaction sees."""
    root = Path(settings.MEDIA_ROOT)
    kept: list[tuple[QuerySet[Any], tuple[str, ...]]] = [
        (Photo.objects.kept(), SIZES),
        (WaitingPhoto.objects.all(), SIZES),
        (Portrait.objects.all(), (PORTRAIT,)),
    ]
    return [
        path_of(name, size).relative_to(root)
        for rows, sizes in kept
        for name in rows.values_list("name", flat=True).iterator()
        for size in sizes
    ]


def copy_out(files: Iterable[Path], copy: Path, *, earlier: Path | None) -> int:
    """Into the copy, with their sums. Raises PhotoGone."""
    known = _sums(earlier) if earlier else {}
    count = 0
    with (copy / SUMS).open("w") as sums:
        for file in files:
            target = copy / FOLDER / file
            target.parent.mkdir(parents=True, exist_ok=True)
            said = known.get(str(file))
            if said and earlier:
                os.link(earlier / FOLDER / file, target)
            else:
                _copy(Path(settings.MEDIA_ROOT) / file, target)
            sums.write(f"{said or sha256_of(target)}  {file}\n")
            count += 1
    return count


def copy_back(copy: Path) -> int:
    """Into MEDIA_ROOT, each compared with its sum. Raises BackupError for the first that differs."""
    sums = _sums(copy)
    for file, said in sums.items():
        target = Path(settings.MEDIA_ROOT) / file
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            shutil.copyfile(copy / FOLDER / file, target)
        except FileNotFoundError:
            raise BackupError(f"{file} is missing in the backup.") from None
        target.chmod(0o600)
        if sha256_of(target) != said:
            raise BackupError(f"{file} is not what was backed up.")
    return len(sums)


def _copy(source: Path, target: Path) -> None:
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError:
        raise PhotoGone(source) from None


def _sums(copy: Path) -> dict[str, str]:
    lines = (line.split("  ", 1) for line in (copy / SUMS).read_text().splitlines())
    return {file: said for said, file in lines}
