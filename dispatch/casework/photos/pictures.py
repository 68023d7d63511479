"""A photo on its way to its row: clean, and with its files on the disk."""

import hashlib
from dataclasses import asdict, dataclass, fields
from typing import Any
from uuid import UUID

from agents.vault import index
from dispatch.casework.photos import store
from dispatch.casework.photos.cleaning import clean_photo
from dispatch.casework.photos.models import PhotoFiles


@dataclass(frozen=True)
class Picture:
    """What a row says of a photo's files (``models.PhotoFiles``)."""

    sent_hash: str
    name: str
    width: int
    height: int
    size_bytes: int

    @classmethod
    def of(cls, row: PhotoFiles) -> "Picture":
        return cls(**{field.name: getattr(row, field.name) for field in fields(cls)})

    def columns(self) -> dict[str, Any]:
        return asdict(self)


def keep_picture(content: bytes, *, sent_hash: str) -> Picture:
    """``sent_hash``: of the content, as ``hash_of`` says. Raises what ``clean_photo`` raises, or NoRoomForPhotos."""
    clean = clean_photo(content)
    name = store.keep(clean)
    return Picture(sent_hash, name, clean.width, clean.height, len(clean.full))


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def id_with_request(order_id: UUID, sent_hash: str) -> UUID:
    """Of a photo that comes with its request: a form has no id for each, so the picture itself makes it. The same
    form sent again brings the same photos.

    Under the house's key: the id outlives an erased photo, and tells nobody who has the picture that it was this one.
    """
    return UUID(index("photo", f"{order_id}:{sent_hash}"))
