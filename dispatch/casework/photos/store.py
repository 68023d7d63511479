"""Where the files of photos lie: under ``MEDIA_ROOT``, outside everything that is served, under names nobody can guess.

A file is written whole under another name, then renamed: who reads finds all of it or nothing (F26).
"""

import os
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from dispatch.casework.photos.cleaning import CleanPhoto
from dispatch.casework.photos.errors import NoRoomForPhotos

NAME_BYTES = 16
SIZES = ("full", "small")
#: The one file of an agent's portrait.
PORTRAIT = "portrait"


def keep(photo: CleanPhoto) -> str:
    """Both sizes, on the disk when this returns. Answers the photo's name; raises NoRoomForPhotos."""
    return keep_files({"full": photo.full, "small": photo.small})


def keep_files(contents: Mapping[str, bytes]) -> str:
    """By size; all of them under the name that is answered, or none. Raises NoRoomForPhotos."""
    name = secrets.token_hex(NAME_BYTES)
    try:
        for size, content in contents.items():
            _write(path_of(name, size), content)
    except OSError:
        # Where the disk is away, there is nothing to discard either.
        with suppress(OSError):
            discard(name, contents)
        raise NoRoomForPhotos from None
    return name


def path_of(name: str, size: str) -> Path:
    """The first letters spread the files over 256 folders."""
    return Path(settings.MEDIA_ROOT) / "photos" / name[:2] / f"{name}-{size}.jpg"


def discard(name: str, sizes: Iterable[str] = SIZES) -> None:
    """What is gone already is as good as discarded."""
    for size in sizes:
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
