"""A photo on its way to its row: clean, and with its files on the disk."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from agents.vault import index
from dispatch.casework.photos import store
from dispatch.casework.photos.cleaning import clean_photo


@dataclass(frozen=True)
class Picture:
    """What a row says of a photo's files; ``sent_hash`` is the SHA-256 of what was sent."""

    sent_hash: str
    name: str
    width: int
    height: int
    size_bytes: int


def keep_picture(content: bytes) -> Picture:
    """Raises what ``clean_photo`` raises, or NoRoomForPhotos."""
    clean = clean_photo(content)
    name = store.keep(clean)
    return Picture(hash_of(content), name, clean.width, clean.height, len(clean.full))


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def id_with_request(order_id: UUID, sent_hash: str) -> UUID:
    """Of a photo that comes with its request: a form has no id for each, so the picture itself makes it. The same
    form sent again brings the same photos.

    Under the house's key: the id outlives an erased photo, and tells nobody who has the picture that it was this one.
    """
    return UUID(index("photo", f"{order_id}:{sent_hash}"))
