"""S17: what is kept of a picture is its pixels, and what is no picture is refused with a reason."""

import zlib
from contextlib import suppress
from io import BytesIO
from struct import pack

import pytest
from PIL import Image, ImageFile

from agents.errors import Refusal
from dispatch.casework.photos.cleaning import BYTES_MAX, SIDE_MAX, SMALL_SIDE_MAX, clean_photo
from tests.casework.pictures import encoded, from_a_camera, jpeg

#: What Pillow itself says of any JPEG.
OF_THE_FORMAT = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


def test_nothing_but_pixels_is_left_of_a_cameras_file(opened):
    raw = from_a_camera()
    assert b"Handset Works" in raw and b"secret words" in raw and b"php" in raw
    clean = clean_photo(raw)
    for kept in (clean.full, clean.small):
        image = opened(kept)
        assert not dict(image.getexif()) and set(image.info) <= OF_THE_FORMAT
        assert not any(word in kept for word in (b"Handset", b"secret", b"php", b"Exif"))


def test_a_picture_taken_sideways_stands_upright(opened):
    clean = clean_photo(from_a_camera())
    assert (clean.width, clean.height) == (200, 300) == opened(clean.full).size


def test_a_large_picture_becomes_small_enough_for_a_phone(opened):
    clean = clean_photo(jpeg(5000, 4000))
    assert max(opened(clean.full).size) == SIDE_MAX == clean.width
    assert max(opened(clean.small).size) == SMALL_SIDE_MAX


def test_a_small_picture_is_not_blown_up(opened):
    assert opened(clean_photo(jpeg(80, 60)).full).size == (80, 60)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_each_known_kind_becomes_a_jpeg(opened, kind):
    assert opened(clean_photo(encoded(Image.new("RGB", (40, 30), "blue"), kind)).full).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_whatever_colours_it_has(opened, mode):
    assert opened(clean_photo(encoded(Image.new(mode, (40, 30)), "PNG")).full).mode == "RGB"


def test_what_was_transparent_is_white_paper(opened):
    raw = encoded(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")
    assert opened(clean_photo(raw).full).getpixel((20, 15)) == (255, 255, 255)


def test_a_printers_colours_are_turned_into_a_screens(opened):
    raw = encoded(Image.new("CMYK", (40, 30), (0, 255, 255, 0)), "JPEG")
    red, green, _ = opened(clean_photo(raw).full).getpixel((20, 15))
    assert red > 150 > green


def png_of(width: int, height: int) -> bytes:
    """A header that promises much, and a few bytes that keep the promise: a bomb of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))

    header = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((width // 8 + 1) * min(height, 1000)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


WHOLE = jpeg(400, 300)
REFUSED = {
    "nothing": (b"", "photo_missing"),
    "a bomb of pixels": (png_of(30_000, 30_000), "photo_too_wide"),
    "just over the pixels": (png_of(10_000, 5_001), "photo_too_wide"),
    "half a picture": (WHOLE[: len(WHOLE) // 2], "photo_broken"),
    "a picture that ends early": (png_of(4000, 4000)[:100], "photo_broken"),
    "too many bytes": (WHOLE + b"\0" * BYTES_MAX, "photo_too_large"),
    "words": (b"hello", "not_a_photo"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_a_photo"),
    "html": (b"<!doctype html><img src=x onerror=alert(1)>", "not_a_photo"),
    "gif": (b"GIF89a" + b"\0" * 100, "not_a_photo"),
    "tiff": (b"II*\0" + b"\0" * 64, "not_a_photo"),
    "pdf": (b"%PDF-1.7\n" + b"\0" * 64, "not_a_photo"),
    "zip": (b"PK\x03\x04" + b"\0" * 64, "not_a_photo"),
    "a head without a body": (WHOLE[:4], "not_a_photo"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_good_photo_is_refused_with_its_reason(name):
    raw, code = REFUSED[name]
    with pytest.raises(Refusal) as refused:
        clean_photo(raw)
    assert refused.value.code == code and refused.value.field == "photo" and str(refused.value)


def test_half_a_picture_is_refused_even_where_pillow_was_told_to_fill_it_up(monkeypatch):
    # As WeasyPrint does when it is imported.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(Refusal):
        clean_photo(REFUSED["half a picture"][0])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_cut_or_bent_picture_is_more_than_refused(kind):
    """Cut at every hundredth part, and with every hundredth byte turned round: a photo or a refusal, nothing else."""
    noise = Image.effect_noise((64, 48), 80).convert("RGB")
    whole = encoded(noise, kind)
    step = max(1, len(whole) // 100)
    for place in range(1, len(whole), step):
        bent = bytearray(whole)
        bent[place] ^= 0xFF
        for raw in (whole[:place], bytes(bent)):
            with suppress(Refusal):
                assert Image.open(BytesIO(clean_photo(raw).full)).format == "JPEG"
