"""Where the files of photos lie: under ``MEDIA_ROOT``, outside everything that is served, under names nobody can guess.

A file is written whole under another name, then renamed: who reads finds all of it or nothing (F26).
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from dispatch.casework.photos.cleaning import CleanPhoto
from dispatch.casework.photos.errors import NoRoomForPhotos

NAME_BYTES = 16
SIZES = ("full", "small")
UNFINISHED = ".part"
# Whatever else somebody put into the folder is not ours to judge.
OURS = re.compile(rf"[0-9a-f]{{{2 * NAME_BYTES}}}-({'|'.join(SIZES)})\.(jpg|part)")
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
    return _root() / name[:2] / f"{name}-{size}.jpg"


def files(*, before: datetime) -> Iterator[Path]:
    """Every file of a photo, finished or not, that was last written before this instant. None where no folder is."""
    for path in _root().glob("??/*"):
        # It may be erased while this looks.
        with suppress(FileNotFoundError):
            if OURS.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
                yield path


def name_of(path: Path) -> str:
    """The photo's name, of a path that ``files`` gave."""
    return path.name[: 2 * NAME_BYTES]


def is_unfinished(path: Path) -> bool:
    return path.suffix == UNFINISHED


def discard(name: str, sizes: Iterable[str] = SIZES) -> None:
    """What is gone already is as good as discarded."""
    for size in sizes:
        path_of(name, size).unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "photos"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(UNFINISHED)
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
