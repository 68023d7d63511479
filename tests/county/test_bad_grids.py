"""Every fault of grids and boundaries is named with its feature, and nothing is loaded."""

import json
from typing import Any

import pytest

from tests.county.files import DIVISIONS, boundary, grid, grids
from tests.county.refusing import Write, changed, problems_of

pytestmark = pytest.mark.django_db


BOW = [[110.8, 26.4], [110.9, 26.5], [110.9, 26.4], [110.8, 26.5], [110.8, 26.4]]


def area(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


@pytest.mark.parametrize(
    ("geometry", "problem"),
    [
        (area(BOW), "the area crosses or touches itself (Self-intersection[110.85 26.45])."),
        (
            area([[26.4, 110.8], [26.5, 110.8], [26.5, 110.9], [26.4, 110.8]]),
            "longitude and latitude are swapped",
        ),
        (
            area([[10.8, 26.4], [10.9, 26.4], [10.9, 26.5], [10.8, 26.4]]),
            "the point 10.8, 26.4 lies outside China.",
        ),
        (area([[110.8, 26.4], [110.9, 26.4], [110.8, 26.4]]), "a ring needs at least four positions."),
        (
            area([[110.8, 26.4], [110.9, 26.4], [110.9, 26.5], [110.8, 26.5]]),
            "a ring does not end where it begins.",
        ),
        (area([[110.8, 26.4], [110.9, 26.4], [111.0, 26.4], [110.8, 26.4]]), "the area"),
        (
            area([[110.8, "26"], [110.9, 26.4], [110.9, 26.5], [110.8, "26"]]),
            "[110.8, '26'] is not a position",
        ),
        (
            area([[110.8, True], [110.9, 26.4], [110.9, 26.5], [110.8, True]]),
            "[110.8, True] is not a position",
        ),
        (area([[10**400, 26], [110.9, 26.4], [110.9, 26.5], [10**400, 26]]), "[1000000000000000000"),
        (area([7, 7, 7, 7]), "7 is not a position [longitude, latitude]."),
        (area(), "the geometry has no coordinates."),
        ({"type": "Polygon"}, "the geometry has no coordinates."),
        ({"type": "MultiPolygon", "coordinates": [7]}, "the geometry has no coordinates."),
        (
            {"type": "Point", "coordinates": [110.8, 26.4]},
            "the geometry is neither a Polygon nor a MultiPolygon.",
        ),
        ("somewhere", "the geometry is neither a Polygon nor a MultiPolygon."),
    ],
)
def test_an_unsound_area_is_refused(write: Write, geometry: Any, problem: str):
    bent, outline = grids(), boundary()
    bent["features"][1]["geometry"] = geometry
    outline["features"][0]["geometry"] = geometry
    found = problems_of(write("d.csv", DIVISIONS), write("g.geojson", bent), write("b.geojson", outline))
    assert found[0].startswith(f"b.geojson, feature 1 (line 2): {problem}")
    assert found[1].startswith(f"g.geojson, feature 2 (line 3): {problem}")


@pytest.mark.parametrize(
    ("properties", "problem"),
    [
        ({"code": ""}, "the code is missing."),
        ({"code": 430528100002}, "the code is not a text."),
        ({"code": "430528100001"}, "the code 430528100001 is that of feature 1 already."),
        ({"code": "430528100009"}, "the village 430528100009 is unknown."),
        ({"code": "430529100001"}, "the village 430529100001 is not of the county 430528."),
        ({"code": "43052810"}, "the village code '43052810' does not have 12 digits."),
        ({"code": "430528100002" + "-" * 9}, "the code has 21 characters; at most 20 are possible."),
        ({"village_code": "430528100009"}, "the village 430528100009 is unknown."),
        ({"name": None}, "the name is not a text."),
        ({"name": "  "}, "the name is missing."),
        ({"lng": "110.95"}, "lng 110.95, lat 26.45 are not two numbers."),
        ({"lng": None}, "lng None, lat 26.45 are not two numbers."),
        ({"lng": 26.45, "lat": 110.95}, "the point 26.45, 110.95 does not lie in the grid's own area."),
    ],
)
def test_a_fault_in_a_grid_is_named_with_its_feature(write: Write, properties: dict[str, Any], problem: str):
    bent = grids()
    bent["features"][1]["properties"] |= properties
    found = problems_of(write("d.csv", DIVISIONS), write("g.geojson", bent))
    assert found == [f"g.geojson, feature 2 (line 3): {problem}"]


@pytest.mark.parametrize("feature", [7, None, {}, {"type": "Point"}, {"type": "Feature", "properties": []}])
def test_what_is_no_feature_is_refused(write: Write, feature: Any):
    bent = grids()
    bent["features"].append(feature)
    found = problems_of(write("d.csv", DIVISIONS), write("g.geojson", bent))
    assert found
    assert all(problem.startswith("g.geojson, feature 4 (line 5): ") for problem in found)


def test_faults_are_told_apart_when_all_stand_on_one_line(write: Write):
    bent = grids()
    bent["features"][2]["properties"]["name"] = ""
    found = problems_of(write("d.csv", DIVISIONS), write("g.geojson", json.dumps(bent)))
    assert found == ["g.geojson, feature 3 (line 1): the name is missing."]


def test_a_faulty_table_does_not_make_good_grids_look_wrong(write: Write):
    found = problems_of(write("d.csv", changed(4, "大桥村村民委员会", "")), write("g.geojson", grids()))
    assert found == ["d.csv, line 4: the name is missing."]


def test_other_systems_than_wgs84_are_refused(write: Write):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    outline = boundary()
    outline["features"][0]["properties"]["crs"] = "GCJ-02 (as shipped)"
    found = problems_of(
        write("d.csv", DIVISIONS), write("g.geojson", {**grids(), "crs": crs}), write("b.geojson", outline)
    )
    assert (
        found[0]
        == "b.geojson, feature 1 (line 2): the coordinates are in GCJ-02 (as shipped); WGS-84 is needed."
    )
    assert "EPSG::3857" in found[1]


def test_a_grid_must_touch_its_county(write: Write):
    far = grids()
    far["features"].append(grid("430528101001-2", "坪山村二网格", 112.0))
    found = problems_of(write("d.csv", DIVISIONS), write("g.geojson", far), write("b.geojson", boundary()))
    assert found == ["g.geojson: the grid 430528101001-2 lies outside the county's boundary."]


def test_a_boundary_of_another_county_is_refused(write: Write):
    found = problems_of(write("d.csv", DIVISIONS), write("b.geojson", boundary("430529")))
    assert found == ["b.geojson: has no feature with the adcode 430528."]


def test_a_boundary_given_twice_is_refused(write: Write):
    outline = boundary()
    outline["features"] *= 2
    found = problems_of(write("d.csv", DIVISIONS), write("b.geojson", outline))
    assert found == [
        "b.geojson, feature 2 (line 3): the adcode 430528 is that of feature 1 (line 2) already."
    ]
