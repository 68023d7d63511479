"""The map of grids: polygons turned into SVG paths, the townships' names over them. Drawn on the server."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from frontend.office.grids import GridLoad

WIDTH = 1000
#: From how many orders on a grid is drawn in the next darker colour.
STEPS = (1, 3, 6)

Ring = list[list[float]]


@dataclass(frozen=True)
class Shape:
    """One grid: its path, the class that colours it, and what it says when asked."""

    load: GridLoad
    path: str
    tone: str


@dataclass(frozen=True)
class Label:
    name: str
    x: int
    y: int


@dataclass(frozen=True)
class GridMap:
    """In drawing units: the map is ``WIDTH`` wide and ``height`` high."""

    shapes: list[Shape]
    labels: list[Label]
    height: int
    width: int = WIDTH


def draw(loads: list[GridLoad]) -> GridMap | None:
    """None where no grid has a boundary."""
    drawn = [load for load in loads if load.grid.boundary]
    if not drawn:
        return None
    frame = _Frame.around(point for load in drawn for ring in _rings(load.grid.boundary) for point in ring)
    shapes = [Shape(load, _path(load.grid.boundary, frame), tone_of(load)) for load in drawn]
    return GridMap(shapes, _labels(drawn, frame), frame.height)


def tone_of(load: GridLoad) -> str:
    """``late`` when somebody waits beyond the ten minutes, else ``load-0`` … ``load-3``."""
    if load.late:
        return "late"
    return f"load-{sum(load.load >= step for step in STEPS)}"


@dataclass(frozen=True)
class _Frame:
    """An equirectangular picture of the county: true enough at its size. Degrees in, drawing units out."""

    west: float
    north: float
    across: float
    scale_x: float
    scale_y: float
    height: int

    @classmethod
    def around(cls, points: Iterator[list[float]]) -> "_Frame":
        found = list(points)
        lngs, lats = [point[0] for point in found], [point[1] for point in found]
        west, east, south, north = min(lngs), max(lngs), min(lats), max(lats)
        across = max(east - west, 1e-6)
        scale_x = WIDTH / across
        scale_y = scale_x / math.cos(math.radians((south + north) / 2))
        return cls(west, north, across, scale_x, scale_y, max(1, round((north - south) * scale_y)))

    def place(self, lng: float, lat: float) -> tuple[int, int]:
        return round((lng - self.west) * self.scale_x), round((self.north - lat) * self.scale_y)


def _rings(boundary: Any) -> list[Ring]:
    coordinates: Any = boundary.get("coordinates", [])
    if boundary.get("type") == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return list(coordinates) if boundary.get("type") == "Polygon" else []


def _path(boundary: Any, frame: _Frame) -> str:
    parts = []
    for ring in _rings(boundary):
        points = [frame.place(point[0], point[1]) for point in ring]
        parts.append("M" + "L".join(f"{x} {y}" for x, y in points) + "z")
    return "".join(parts)


def _labels(loads: list[GridLoad], frame: _Frame) -> list[Label]:
    """A township's name stands in the middle of its grids."""
    points: dict[str, list[tuple[float, float]]] = {}
    for load in loads:
        if load.grid.lng is not None and load.grid.lat is not None:
            points.setdefault(load.grid.village.township.short_name, []).append(
                (load.grid.lng, load.grid.lat)
            )
    labels = []
    for name, found in points.items():
        x, y = frame.place(
            sum(lng for lng, _ in found) / len(found), sum(lat for _, lat in found) / len(found)
        )
        labels.append(Label(name, x, y))
    return labels
