"""The map of grids: polygons turned into SVG paths, the townships' names over them. Drawn on the server."""

from dataclasses import dataclass

from frontend.drawing import WIDTH, Frame
from frontend.office.grids import GridLoad
from frontend.tiles import Tiles, tiles_below

#: From how many orders on a grid is drawn in the next darker colour.
STEPS = (1, 3, 6)


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
    tiles: Tiles | None
    width: int = WIDTH


def draw(loads: list[GridLoad]) -> GridMap | None:
    """None where no grid has a boundary."""
    drawn = [load for load in loads if load.grid.boundary]
    if not drawn:
        return None
    frame = Frame.around(load.grid.boundary for load in drawn)
    shapes = [Shape(load, frame.path(load.grid.boundary), tone_of(load)) for load in drawn]
    tiles = tiles_below(frame, width=WIDTH, height=frame.height)
    return GridMap(shapes, _labels(drawn, frame), frame.height, tiles)


def tone_of(load: GridLoad) -> str:
    """``late`` when somebody waits beyond the ten minutes, else ``load-0`` … ``load-3``."""
    if load.late:
        return "late"
    return f"load-{sum(load.load >= step for step in STEPS)}"


def _labels(loads: list[GridLoad], frame: Frame) -> list[Label]:
    """A township's name stands in the middle of its grids."""
    points: dict[str, list[tuple[float, float]]] = {}
    for load in loads:
        if load.grid.lng is not None and load.grid.lat is not None:
            points.setdefault(load.grid.village.township.short_name, []).append(
                (load.grid.lng, load.grid.lat)
            )
    return [Label(name, *frame.middle(found)) for name, found in points.items()]
