"""The grids of one county on a map: which one holds a point. Built from stored GeoJSON, WGS-84 degrees."""

import math
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

# Drawn lines and phones' positions both err by some tens of metres.
SLACK_M = 100.0
METRES_PER_DEGREE = 111_195.0

Geometry = dict[str, Any]


# Read by shapely so many at once: 700,000 grids as text would take as much memory as all their shapes.
PORTION = 10_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A grid that has a boundary, as the text of its GeoJSON: shapely reads it forty times faster than Python."""

    code: str
    boundary: str


class GridMap:
    """An immutable index (shapely STRtree) over the boundaries of a county's grids.

    ``outline`` is the county's boundary. Where none was loaded, the grids together are the county if every one of
    them is drawn (``complete``); otherwise no point can be called outside.
    """

    def __init__(self, grids: Iterable[Drawn], *, outline: Geometry | None, complete: bool) -> None:
        """Raises GEOSException for a boundary that is no GeoJSON."""
        codes, shapes = _read(iter(grids))
        # In the order of their codes, so that a point on a shared border always falls to the same grid.
        order = sorted(range(len(codes)), key=codes.__getitem__)
        self._codes = [codes[number] for number in order]
        self._shapes = shapes[order]
        self._tree = shapely.STRtree(self._shapes)
        self._outline = self._outline_of(outline, complete)
        if self._outline is not None:
            shapely.prepare(self._outline)

    def code_at(self, lat: float, lng: float, *, among: Collection[str] | None = None) -> str | None:
        """The code of the grid that holds the point; of several on a common border, the lowest.

        A point in no grid falls to the nearest one within ``SLACK_M``; beyond that nobody can say, and it is None.
        ``among`` limits the choice to these codes.
        """
        point = shapely.Point(lng, lat)
        hits = sorted(int(hit) for hit in self._tree.query(point, predicate="intersects"))
        for hit in hits:
            if among is None or self._codes[hit] in among:
                return self._codes[hit]
        return self._nearest(point, among)

    def is_outside(self, lat: float, lng: float) -> bool:
        """More than ``SLACK_M`` beyond the county's outline."""
        if self._outline is None:
            return False
        point = shapely.Point(lng, lat)
        return not self._outline.intersects(point) and _metres(self._outline, point) > SLACK_M

    def _nearest(self, point: shapely.Point, among: Collection[str] | None) -> str | None:
        reach = point.buffer(SLACK_M / METRES_PER_DEGREE / max(0.1, math.cos(math.radians(point.y))))
        near = [
            (_metres(self._shapes[hit], point), self._codes[hit])
            for hit in self._tree.query(reach)
            if among is None or self._codes[hit] in among
        ]
        distance_m, code = min(near, default=(math.inf, ""))
        return code if distance_m <= SLACK_M else None

    def _outline_of(self, outline: Geometry | None, complete: bool) -> BaseGeometry | None:
        if outline is not None:
            return shape(outline)
        if complete and self._codes:
            return shapely.union_all(self._shapes)
        return None


def _read(grids: Iterator[Drawn]) -> tuple[list[str], Any]:
    """Codes, and their shapes as an array."""
    codes: list[str] = []
    shapes: list[Any] = [np.array([], dtype=object)]
    while portion := list(islice(grids, PORTION)):
        codes += (grid.code for grid in portion)
        shapes.append(shapely.from_geojson([grid.boundary for grid in portion]))
    return codes, np.concatenate(shapes)


def _metres(area: BaseGeometry, point: shapely.Point) -> float:
    """Distance on a plane around the point: good to a part in a thousand over the few metres that matter."""
    squeeze = math.cos(math.radians(point.y))

    def flatten(degrees: Any) -> Any:
        return degrees * np.array([squeeze, 1.0]) * METRES_PER_DEGREE

    return float(shapely.distance(shapely.transform(area, flatten), shapely.transform(point, flatten)))
