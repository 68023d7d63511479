"""Where the files of photos lie: under ``MEDIA_ROOT``, outside everything that is served, under names nobody can guess.

A file is written whole under another name, then renamed: who reads finds all of it or nothing (F26).
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from dispatch.casework.photos.cleaning import CleanPhoto
from dispatch.casework.photos.errors import NoRoomForPhotos

NAME_BYTES = 16
SIZES = ("full", "small")


def keep(photo: CleanPhoto) -> str:
    """Both sizes, on the disk when this returns. Answers the photo's name; raises NoRoomForPhotos."""
    name = secrets.token_hex(NAME_BYTES)
    try:
        for size, content in zip(SIZES, (photo.full, photo.small), strict=True):
            _write(path_of(name, size), content)
    except OSError:
        # Where the disk is away, there is nothing to discard either.
        with suppress(OSError):
            discard(name)
        raise NoRoomForPhotos from None
    return name


def path_of(name: str, size: str) -> Path:
    """The first letters spread the files over 256 folders."""
    return Path(settings.MEDIA_ROOT) / "photos" / name[:2] / f"{name}-{size}.jpg"


def discard(name: str) -> None:
    """What is gone already is as good as discarded."""
    for size in SIZES:
        path_of(name, size).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
