"""The county's own polygons as paths of a drawing: degrees in, drawing units out. No tiles, no provider."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

WIDTH = 1000

Ring = list[list[float]]


@dataclass(frozen=True)
class Frame:
    """An equirectangular picture, ``WIDTH`` wide and ``height`` high: true enough at the size of a county."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    height: int

    @classmethod
    def around(cls, boundaries: Iterable[Any]) -> "Frame":
        """Around GeoJSON polygons, WGS-84, of which at least one has a point."""
        found = [point for boundary in boundaries for ring in rings(boundary) for point in ring]
        lngs, lats = [point[0] for point in found], [point[1] for point in found]
        west, east, south, north = min(lngs), max(lngs), min(lats), max(lats)
        scale_x = WIDTH / max(east - west, 1e-6)
        scale_y = scale_x / math.cos(math.radians((south + north) / 2))
        return cls(west, north, scale_x, scale_y, max(1, round((north - south) * scale_y)))

    def place(self, lng: float, lat: float) -> tuple[int, int]:
        return round((lng - self.west) * self.scale_x), round((self.north - lat) * self.scale_y)

    def path(self, boundary: Any) -> str:
        """The ``d`` of an SVG path."""
        return "".join(self._ring(ring) for ring in rings(boundary))

    def middle(self, points: list[tuple[float, float]]) -> tuple[int, int]:
        """Where a name stands: the mean of these (lng, lat)."""
        return self.place(
            sum(lng for lng, _ in points) / len(points), sum(lat for _, lat in points) / len(points)
        )

    def _ring(self, ring: Ring) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in (self.place(*point[:2]) for point in ring)) + "z"


def rings(boundary: Any) -> Iterator[Ring]:
    """The rings of a GeoJSON Polygon or MultiPolygon; of anything else none."""
    coordinates: Any = boundary.get("coordinates", [])
    if boundary.get("type") == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
    elif boundary.get("type") == "Polygon":
        yield from coordinates
