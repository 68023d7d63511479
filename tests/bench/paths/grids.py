"""Point to grid among few and many polygons: the grid map against shapely's STRtree alone."""

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import shapely

from tests.bench.figures import Figure, Goal, bound, compare, percentile
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import each_seconds
from tests.memory import peak_bytes

COUNTS = [400, 30_000, 700_000]
POINTS = 2000
SIDE = 0.01
GIB = 2**30


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    """Each number of polygons in a process of its own, so that its memory is its own too."""
    yield from _of(COUNTS, rounds)


def measure_shortly(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    yield from _of(COUNTS[:1], rounds)


def _of(counts: Sequence[int], rounds: int) -> Iterator[Figure]:
    for count in counts:
        told = subprocess.run(
            [sys.executable, "-m", "tests.bench.paths.grids", str(count), str(rounds)],
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        drawn = json.loads(told.stdout)
        yield compare(
            f"point to grid among {count:,}", drawn["pairs"], unit="µs", against="shapely STRtree",
            goal=Goal(at_most=2),
        )  # fmt: skip
    yield bound(f"{count:,} grids loaded", [drawn["seconds"]], unit="s", goal=Goal(at_most=15))
    yield bound(f"{count:,} grids, peak memory", [drawn["bytes"] / GIB], unit="GiB", goal=Goal(at_most=2))


def _child(count: int, rounds: int) -> dict[str, Any]:
    import django

    django.setup()
    from agents.finding.grid_map import Drawn, GridMap

    chance = random.Random(7)
    across = int(count**0.5) + 1
    texts = (json.dumps(_square(n % across, n // across)) for n in range(count))
    # Written before the clock runs: the database has them as text, too.
    with tempfile.TemporaryFile("w+") as stored:
        stored.writelines(f"{text}\n" for text in texts)
        stored.seek(0)
        began = time.perf_counter()
        drawn = (Drawn(f"{n:09d}", text) for n, text in enumerate(stored))
        ours = GridMap(drawn, outline=None, complete=False)
        seconds = time.perf_counter() - began
    peak = peak_bytes()
    tree = shapely.STRtree(ours._shapes)
    points = [
        (25 + chance.uniform(0, across * SIDE), 111 + chance.uniform(0, across * SIDE)) for _ in range(POINTS)
    ]
    pairs = []
    for _ in range(rounds):
        mine = each_seconds(partial(_ours, ours), points)
        theirs = each_seconds(partial(_bare, tree), points)
        pairs.append((percentile(mine, 0.5) * 1e6, percentile(theirs, 0.5) * 1e6))
    return {"pairs": pairs, "seconds": seconds, "bytes": peak}


def _ours(drawn: Any, point: tuple[float, float]) -> str | None:
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


if __name__ == "__main__":
    print(json.dumps(_child(int(sys.argv[1]), int(sys.argv[2]))))
