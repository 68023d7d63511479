"""Pictures as phones send them, and a folder of its own for what is kept."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.casework.pictures import jpeg


@pytest.fixture(autouse=True)
def kept_apart(media: Path) -> Path:
    return media


@pytest.fixture
def picture() -> bytes:
    return jpeg()


@pytest.fixture
def opened() -> Callable[[bytes], Image.Image]:
    """``opened(raw)``: the picture in these bytes, decoded."""

    def read(raw: bytes) -> Image.Image:
        image = Image.open(BytesIO(raw))
        image.load()
        return image

    return read
