"""Point to grid among few and many polygons: the grid map against shapely's STRtree alone."""

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

import shapely

from agents.finding.grid_map import Drawn, GridMap
from tests.bench.figures import Figure, Goal, compare, percentile
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import each_seconds

COUNTS = [400, 30_000]
POINTS = 2000
SIDE = 0.01


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    chance = random.Random(7)
    for count in COUNTS:
        across = int(count**0.5) + 1
        drawn = [Drawn(f"{n:09d}", _square(n % across, n // across)) for n in range(count)]
        ours = GridMap(drawn, outline=None, complete=False)
        tree = shapely.STRtree([shapely.geometry.shape(one.boundary) for one in drawn])
        points = [
            (25 + chance.uniform(0, across * SIDE), 111 + chance.uniform(0, across * SIDE))
            for _ in range(POINTS)
        ]
        pairs = []
        for _ in range(rounds):
            mine = each_seconds(partial(_ours, ours), points)
            theirs = each_seconds(partial(_bare, tree), points)
            pairs.append((percentile(mine, 0.5) * 1e6, percentile(theirs, 0.5) * 1e6))
        yield compare(
            f"point to grid among {count:,}",
            pairs,
            unit="µs",
            against="shapely STRtree",
            goal=Goal(at_most=2),
        )


def _ours(drawn: GridMap, point: tuple[float, float]) -> str | None:
    return drawn.code_at(*point)


def _bare(tree: shapely.STRtree, point: tuple[float, float]) -> Any:
    lat, lng = point
    return tree.query(shapely.Point(lng, lat), predicate="intersects")


def _square(column: int, row: int) -> dict[str, Any]:
    """A grid with a border of twenty points, as a drawn one has, and no two alike."""
    west, south = 111 + column * SIDE, 25 + row * SIDE
    steps = [n / 5 * SIDE for n in range(5)]
    ring = [
        *([west + step, south] for step in steps),
        *([west + SIDE, south + step] for step in steps),
        *([west + SIDE - step, south + SIDE] for step in steps),
        *([west, south + SIDE - step] for step in steps),
        [west, south],
    ]
    return {"type": "Polygon", "coordinates": [ring]}
