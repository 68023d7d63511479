"""Which grid holds a point: borders, holes, parts, gaps."""

import json
from typing import Any

import shapely

from agents.finding.grid_map import SLACK_M, Drawn, GridMap

METRE = 1 / 111_195


def square(west: float, south: float, size: float = 0.1) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


def drawn_as(code: str, boundary: dict[str, Any]) -> Drawn:
    return Drawn(code, json.dumps(boundary))


WEST = drawn_as("1", polygon(square(112.0, 25.0)))
EAST = drawn_as("2", polygon(square(112.1, 25.0)))


def county(*grids: Drawn, outline: dict[str, Any] | None = None, complete: bool = True) -> GridMap:
    return GridMap(grids, outline=outline, complete=complete)


def test_a_point_falls_to_the_grid_around_it():
    drawn = county(WEST, EAST)
    assert (drawn.code_at(25.05, 112.05), drawn.code_at(25.05, 112.15)) == ("1", "2")


def test_a_point_on_the_common_border_always_falls_to_the_lower_code():
    for grids in ((WEST, EAST), (EAST, WEST)):
        assert county(*grids).code_at(25.05, 112.1) == "1"
        assert county(*grids).code_at(25.0, 112.1) == "1"


def test_a_point_on_the_outer_border_is_inside():
    drawn = county(WEST, EAST)
    assert drawn.code_at(25.05, 112.0) == "1"
    assert not drawn.is_outside(25.05, 112.0)


def test_a_point_in_a_hole_is_not_in_the_grid():
    ring = drawn_as("1", polygon(square(112.0, 25.0), square(112.04, 25.04, 0.02)))
    assert county(ring).code_at(25.05, 112.05) is None


def test_a_grid_in_a_hole_has_its_own_points():
    ring = drawn_as("1", polygon(square(112.0, 25.0), square(112.04, 25.04, 0.02)))
    core = drawn_as("2", polygon(square(112.04, 25.04, 0.02)))
    assert county(ring, core).code_at(25.05, 112.05) == "2"
    assert county(ring, core).code_at(25.01, 112.01) == "1"


def test_every_part_of_a_multipolygon_counts():
    parts = {"type": "MultiPolygon", "coordinates": [[square(112.0, 25.0)], [square(112.3, 25.0)]]}
    drawn = county(drawn_as("1", parts), EAST)
    assert (drawn.code_at(25.05, 112.05), drawn.code_at(25.05, 112.35)) == ("1", "1")


def test_a_point_in_a_narrow_gap_falls_to_the_nearest_grid():
    east = drawn_as("2", polygon(square(112.1 + 100 * METRE, 25.0)))
    drawn = county(WEST, east)
    assert drawn.code_at(25.05, 112.1 + 10 * METRE) == "1"
    assert drawn.code_at(25.05, 112.1 + 95 * METRE) == "2"


def test_far_from_every_grid_nobody_can_say():
    drawn = county(WEST, outline=polygon(square(112.0, 25.0, 0.5)), complete=False)
    assert drawn.code_at(25.4, 112.4) is None
    assert not drawn.is_outside(25.4, 112.4)


def test_slack_is_counted_in_metres_in_every_direction():
    drawn = county(WEST)
    for metres, outside in ((SLACK_M - 2, False), (SLACK_M + 2, True)):
        assert drawn.is_outside(25.0 - metres * METRE, 112.05) is outside
        assert drawn.is_outside(25.05, 112.0 - metres * METRE / 0.9059) is outside


def test_without_an_outline_the_grids_are_the_county_when_all_are_drawn():
    assert county(WEST, EAST).is_outside(25.05, 112.5)
    assert not county(WEST, EAST, complete=False).is_outside(25.05, 112.5)


def test_a_county_without_grids_has_no_outside():
    drawn = county()
    assert drawn.code_at(25.05, 112.05) is None
    assert not drawn.is_outside(25.05, 112.05)


def test_the_choice_can_be_limited_to_a_village():
    assert county(WEST, EAST).code_at(25.05, 112.15, among={"1"}) is None
    assert county(WEST, EAST).code_at(25.05, 112.1, among={"2"}) == "2"


def test_every_point_of_the_pilot_finds_its_own_grid(pilot_grids, pilot_outline):
    """Data check: each village's point, real or synthetic, as the grids' properties name it."""
    features = pilot_grids["features"]
    drawn = GridMap(
        [drawn_as(each["properties"]["code"], each["geometry"]) for each in features],
        outline=pilot_outline,
        complete=True,
    )
    for each in features:
        point = each["properties"]
        assert point["point_source"] in {"real", "synthetic"}
        assert drawn.code_at(point["lat"], point["lng"]) == point["code"]
        assert not drawn.is_outside(point["lat"], point["lng"])


def test_the_pilots_grids_tile_the_county(pilot_grids, pilot_outline):
    shapes = [shapely.geometry.shape(each["geometry"]) for each in pilot_grids["features"]]
    outline = shapely.geometry.shape(pilot_outline)
    assert shapely.union_all(shapes).symmetric_difference(outline).area < 1e-6
    assert sum(each.area for each in shapes) - outline.area < 1e-6
