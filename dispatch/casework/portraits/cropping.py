"""A photo of a face, clean, becomes a small square."""

import io

from PIL import Image, ImageOps

from dispatch.casework.photos.cleaning import QUALITY, clean_photo

SIDE = 240
# Faces stand in the upper half of a photo taken upright.
CENTRE = (0.5, 0.35)


def portrait_from(raw: bytes) -> bytes:
    """A JPEG of ``SIDE`` × ``SIDE`` pixels. Raises what ``clean_photo`` raises."""
    with Image.open(io.BytesIO(clean_photo(raw).full)) as clean:
        square = ImageOps.fit(clean.convert("RGB"), (SIDE, SIDE), centering=CENTRE)
    out = io.BytesIO()
    square.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
