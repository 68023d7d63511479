"""Base tiles below a drawing. Both are plain degrees, so that a tile is a rectangle of it: drawn on the server.

Tianditu's geographic set: level 1 is two tiles side by side, each further level halves them; columns count from
180° west, rows from the north pole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from urllib.parse import urlencode

from django.conf import settings

from frontend.drawing import Frame

LEVEL_MAX = 17
# Of one map. A tile is some 15 kB, and whoever looks may pay for each.
TILES_MAX = 16
TIANDITU = {
    "SERVICE": "WMTS",
    "REQUEST": "GetTile",
    "VERSION": "1.0.0",
    "LAYER": "vec",
    "STYLE": "default",
    "TILEMATRIXSET": "c",
    "FORMAT": "tiles",
}


@dataclass(frozen=True)
class Tile:
    """``x``, ``y``, ``width`` and ``height`` in drawing units, as SVG writes them."""

    address: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Tiles:
    images: list[Tile]
    attribution: str


def tiles_below(frame: Frame, *, x: float = 0, y: float = 0, width: float, height: float) -> Tiles | None:
    """For the part of the drawing that is shown, in drawing units. None where the setting names no provider."""
    if settings.TILES == "none":
        return None
    west, north = frame.west + x / frame.scale_x, frame.north - y / frame.scale_y
    east, south = west + width / frame.scale_x, north - height / frame.scale_y
    # As fine as the number of tiles allows.
    for level in range(LEVEL_MAX, 0, -1):
        columns, rows = _range(west + 180, east + 180, level), _range(90 - north, 90 - south, level)
        if len(columns) * len(rows) <= TILES_MAX:
            break
    return Tiles(list(_tiles(frame, level, columns, rows)), settings.TILES_ATTRIBUTION)


def _range(first: float, last: float, level: int) -> range:
    """Tiles from one distance in degrees to another."""
    span = _span(level)
    return range(floor(first / span), max(ceil(last / span), floor(first / span) + 1))


def _span(level: int) -> float:
    """A tile's side in degrees."""
    return float(360 / 2**level)


def _tiles(frame: Frame, level: int, columns: range, rows: range) -> Iterator[Tile]:
    span = _span(level)
    width, height = span * frame.scale_x, span * frame.scale_y
    for row in rows:
        for column in columns:
            yield Tile(
                _address(level, row, column),
                f"{(column * span - 180 - frame.west) * frame.scale_x:.1f}",
                f"{(frame.north - 90 + row * span) * frame.scale_y:.1f}",
                f"{width:.1f}",
                f"{height:.1f}",
            )


def _address(level: int, row: int, column: int) -> str:
    asked = {**TIANDITU, "TILEMATRIX": level, "TILEROW": row, "TILECOL": column, "tk": settings.TILES_KEY}
    return f"{settings.TILES_URL}/vec_c/wmts?{urlencode(asked)}"
