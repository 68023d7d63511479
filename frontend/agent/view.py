"""The part of a drawing that a phone shows: large enough to tap, small enough to tell villages apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from frontend.drawing import WIDTH, Frame, rings

# Of the whole width: what is shown at least, and what stands free around it.
SHARE_MIN, MARGIN = 0.12, 0.12
# A name's height, of the width shown.
LETTER = 0.045


@dataclass(frozen=True)
class View:
    """In drawing units."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def around(cls, frame: Frame, boundaries: Iterable[Any]) -> "View":
        """Around GeoJSON polygons of which at least one has a point."""
        points = [
            frame.place(*point[:2]) for boundary in boundaries for ring in rings(boundary) for point in ring
        ]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        margin = MARGIN * max(right - left, bottom - top)
        width = max(right - left + 2 * margin, SHARE_MIN * WIDTH)
        height = max(bottom - top + 2 * margin, SHARE_MIN * WIDTH)
        return cls(
            round((left + right - width) / 2), round((top + bottom - height) / 2), round(width), round(height)
        )

    def __str__(self) -> str:
        """As an SVG's ``viewBox``."""
        return f"{self.x} {self.y} {self.width} {self.height}"

    @property
    def letter(self) -> str:
        """Font size of a name."""
        return f"{self.width * LETTER:.1f}"
