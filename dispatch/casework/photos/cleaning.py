"""A picture from a phone made safe to keep: decoded, turned upright, made smaller, written anew without its past (S17).

What a camera writes beside the picture (place, time, device) and whatever else was hung onto the file is gone
afterwards: only pixels are carried over. Knows no Django models.
"""

import io
import warnings
from dataclasses import dataclass
from threading import BoundedSemaphore

from PIL import Image, ImageFile, ImageOps

from dispatch.casework.photos.errors import NotAPhoto, PhotoBroken, PhotoMissing, PhotoTooLarge, PhotoTooWide

MEGABYTE = 2**20
BYTES_MAX = 10 * MEGABYTE
PIXELS_MAX = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# Longest side in pixels: of what is kept for reading papers, and of what a page shows in a list.
SIDE_MAX = 1600
SMALL_SIDE_MAX = 320
QUALITY = 82
PAPER = (255, 255, 255)

#: A large picture takes some 150 MB while it is decoded; a process opens no more than two at a time.
_decoding = BoundedSemaphore(2)


@dataclass(frozen=True)
class CleanPhoto:
    """Two JPEG files of the same picture; ``width`` and ``height`` in pixels of the larger."""

    full: bytes
    small: bytes
    width: int
    height: int


def clean_photo(raw: bytes) -> CleanPhoto:
    """Raises PhotoMissing, PhotoTooLarge, PhotoTooWide, NotAPhoto or PhotoBroken. The name and type it came with
    are not looked at: what it is, its content says."""
    if not raw:
        raise PhotoMissing
    if len(raw) > BYTES_MAX:
        raise PhotoTooLarge(max=BYTES_MAX // MEGABYTE)
    with _decoding, warnings.catch_warnings():
        # Pillow warns of a bomb before it refuses one; our own limit is lower and has been asked by then.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = _upright(_opened(raw))
    full = _within(picture, SIDE_MAX)
    return CleanPhoto(_jpeg(full), _jpeg(_within(full, SMALL_SIDE_MAX)), full.width, full.height)


def _opened(raw: bytes) -> Image.Image:
    """The header read, the pixels not yet."""
    try:
        picture = Image.open(io.BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError:
        raise PhotoTooWide(max=PIXELS_MAX // 1_000_000) from None
    except (OSError, ValueError, SyntaxError):
        raise NotAPhoto from None
    if picture.width * picture.height > PIXELS_MAX:
        raise PhotoTooWide(max=PIXELS_MAX // 1_000_000)
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    try:
        # A JPEG decodes straight to a half, a quarter or an eighth of its size, at a fraction of the cost.
        picture.draft("RGB", (SIDE_MAX, SIDE_MAX))
        # WeasyPrint, once it is imported, has Pillow fill up for the whole process what a file leaves out.
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        picture.load()
        return _on_paper(ImageOps.exif_transpose(picture))
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError):
        raise PhotoBroken from None


def _on_paper(picture: Image.Image) -> Image.Image:
    """As a photo has it: three colours, and white where the picture was transparent."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    paper = Image.new("RGB", picture.size, PAPER)
    colours = picture.convert("RGBA")
    paper.paste(colours, mask=colours.getchannel("A"))
    return paper


def _within(picture: Image.Image, side: int) -> Image.Image:
    smaller = picture.copy()
    smaller.thumbnail((side, side))
    return smaller


def _jpeg(picture: Image.Image) -> bytes:
    # Only the pixels: an image made from bytes has no EXIF, XMP, colour profile or comment to write.
    bare = Image.frombytes("RGB", picture.size, picture.tobytes())
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()
