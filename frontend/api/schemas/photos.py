from datetime import datetime
from typing import Literal, Self
from uuid import UUID

from dispatch.casework.photos.models import Photo
from frontend.api.schemas.base import Told


class PhotoTold(Told):
    """Of a photo that may be seen. ``width`` and ``height`` in pixels, ``size_bytes`` of the larger file."""

    id: UUID
    by: Literal["agent", "citizen"]
    width: int
    height: int
    size_bytes: int
    added_at: datetime

    @classmethod
    def of(cls, photo: Photo) -> Self:
        return cls(
            id=photo.pk,
            by="agent" if photo.agent_id else "citizen",
            width=photo.width,
            height=photo.height,
            size_bytes=photo.size_bytes,
            added_at=photo.added_at,
        )


class PhotosTold(Told):
    rows: list[PhotoTold]
