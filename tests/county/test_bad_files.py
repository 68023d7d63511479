"""Every fault of a file is named with its place, and nothing is loaded."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agents.loading.problems import SHOWN_MAX, FilesRefused
from agents.models import Bureau, County, Grid, Policy, Township, Village
from dispatch.catalogue.loading import load_files
from dispatch.catalogue.models import CatalogueItem
from points.models import PointsRule
from tests.county.files import DIVISIONS, boundary, catalogue, grid, grids, item, popular

pytestmark = pytest.mark.django_db

Write = Callable[[str, Any], Path]
LINES = DIVISIONS.split("\n")


def problems_of(*paths: Path, code: str = "430528", prefix: str = "XN") -> list[str]:
    with pytest.raises(FilesRefused) as refused:
        load_files(paths, county_code=code, prefix=prefix)
    for model in (County, Policy, PointsRule, Township, Village, Grid, Bureau, CatalogueItem):
        assert not model._default_manager.exists()
    return refused.value.problems


def changed(line: int, old: str, new: str) -> str:
    """The divisions table with one line (from 1) changed."""
    lines = LINES.copy()
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (changed(1, "parent_code", "parent"), "line 1: the header lacks parent_code."),
        (changed(1, "county_code", "name"), "line 1: the header names name twice."),
        (changed(4, "430528100001", "4305281001"), "line 4: the code '4305281001' does not have 12 digits."),
        (
            changed(4, "430528100001", "４３０５２８１００００１"),
            "line 4: the code '４３０５２８１００００１' does not have 12 digits.",
        ),
        (changed(5, "100002", "100001"), "line 5: the code 430528100001 was given on line 4 already."),
        (changed(5, "飞仙桥社区居委会", ""), "line 5: the name is missing."),
        (
            changed(5, "飞仙桥社区居委会", "桥" * 101),
            "line 5: the name has 101 characters; at most 100 are possible.",
        ),
        (
            changed(5, "飞仙桥社区居委会", "飞仙\x00桥"),
            "line 5: the name contains the character U+0000, which cannot be kept.",
        ),
        (
            changed(5, "飞仙桥社区居委会", "飞仙�桥"),
            "line 5: the name contains the character U+FFFD, which cannot be kept.",
        ),
        (
            changed(5, "飞仙桥社区,", "�,"),
            "line 5: the short name contains the character U+FFFD, which cannot be kept.",
        ),
        (
            changed(7, "village", "hamlet"),
            "line 7: the level 'hamlet' is none of city, county, province, township, village.",
        ),
        (
            changed(7, "430528101000", "430528109000"),
            "line 7: the parent '430528109000' is no township of this county.",
        ),
        (changed(7, ",430528101000", ","), "line 7: the parent '' is no township of this county."),
        (
            changed(7, ",430528101000", ",430528100000"),
            "line 7: a village's code begins with its township's nine digits, "
            "not as 430528101001 under 430528100000.",
        ),
        (
            changed(6, ",430528000000", ",430500000000"),
            "line 6: the parent '430500000000' is not the county 430528000000.",
        ),
        (
            changed(7, "430528101001", "430529101001"),
            "line 7: the code 430529101001 is not of the county 430528, but the row is.",
        ),
        (changed(3, "110.85,26.43", "110.85,"), "line 3: the point '110.85', '' is not two numbers."),
        (changed(3, "110.85,26.43", "east,26"), "line 3: the point 'east', '26' is not two numbers."),
        (
            changed(3, "110.85,26.43", "26.43,110.85"),
            "line 3: longitude and latitude are swapped (26.43, 110.85); longitude comes first.",
        ),
        (changed(3, "110.85,26.43", "11.85,26.43"), "line 3: the point 11.85, 26.43 lies outside China."),
        (changed(3, "110.85,26.43", "1e999,26.43"), "line 3: the point inf, 26.43 lies outside China."),
        (changed(3, "110.85,26.43", "nan,26.43"), "line 3: the point nan, 26.43 lies outside China."),
        (changed(4, ",430528,,", ",430528,"), "line 4: has 7 fields; the header has 8."),
        (changed(4, "大桥村村民委员会", '"大桥村" 村'), "line 4: is not valid CSV: ',' expected after '\"'."),
        (changed(4, "大桥村村民委员会", '"大桥村'), "line 4: is not valid CSV: unexpected end of data."),
        (
            changed(2, "430528000000", "430528000001"),
            "line 2: a county's code ends with six zeros, not as 430528000001.",
        ),
    ],
)
def test_a_fault_in_the_table_is_named_with_its_line(write: Write, table: str, problem: str):
    assert f"divisions.csv, {problem}" in problems_of(write("divisions.csv", table))


def test_one_fault_is_one_problem(write: Write):
    table = changed(5, "飞仙桥社区居委会", "")
    assert problems_of(write("d.csv", table)) == ["d.csv, line 5: the name is missing."]


def test_lines_are_counted_through_quoted_line_breaks(write: Write):
    lines = LINES.copy()
    lines[2] = lines[2].replace("金石镇", '"金石\n镇"')
    lines[6] = lines[6].replace("坪山村村民委员会", "")
    assert problems_of(write("d.csv", "\n".join(lines))) == [
        "d.csv, line 3: the name contains the character U+000A, which cannot be kept.",
        "d.csv, line 8: the name is missing.",
    ]


def test_all_faults_of_all_files_are_found_at_once(write: Write):
    bent = grids()
    bent["features"][2]["properties"]["name"] = ""
    found = problems_of(
        write("d.csv", changed(5, "飞仙桥社区居委会", "")),
        write("g.geojson", bent),
        write("c.json", catalogue(item("XN001", "我要开店", difficulty_class=3))),
    )
    assert [problem.split(":")[0] for problem in found] == [
        "d.csv, line 5",
        "g.geojson, feature 3 (line 4)",
        "c.json, item 1 (line 2)",
    ]


def test_at_most_fifty_problems_are_shown(write: Write):
    rows = [f"4305281000{number:02d},,,village,430528100000,430528,," for number in range(10, 90)]
    with pytest.raises(FilesRefused) as refused:
        load_files([write("d.csv", "\n".join([*LINES[:3], *rows]))], county_code="430528", prefix="XN")
    assert len(refused.value.problems) == 80
    told = str(refused.value).split("\n")
    assert len(told) == SHOWN_MAX + 1
    assert told[-1] == "… and 30 more."


def test_another_countys_faults_are_none_of_ours(write: Write):
    table = DIVISIONS + "430529100001,,,village,430529100000,430529,,\n"
    loaded = load_files([write("d.csv", table)], county_code="430528", prefix="XN")
    assert loaded.county.villages.count() == 3


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (DIVISIONS.encode("gb18030"), "line 2: is not UTF-8 (perhaps GBK); please save the file as UTF-8."),
        (DIVISIONS.encode("utf-16"), "line 1: is written in UTF-16; please save the file as UTF-8."),
        (b"\xef\xbb\xbf" + DIVISIONS.encode()[:-9] + b"\xff", "line 7: is not UTF-8"),
    ],
)
def test_a_wrong_encoding_is_named_with_its_line(write: Write, raw: bytes, problem: str):
    [found] = problems_of(write("d.csv", raw))
    assert found.startswith(f"d.csv, {problem}")


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.csv", "", "empty.csv: is empty."),
        ("blank.json", " \n ", "blank.json: is empty."),
        ("notes.txt", "some\nnotes", "notes.txt, line 1: is none of the files that make a county"),
        ("list.json", [1, 2], "list.json: is none of the files that make a county"),
        ("none.geojson", {"type": "FeatureCollection", "features": []}, "none.geojson: is none of the files"),
        ("cut.json.gz", gzip.compress(b'{"items": []}' * 100, mtime=0)[:40], "cut.json.gz: cannot be read"),
        ("bad.json.gz", b"\x1f\x8b\x08\x00 not gzip", "bad.json.gz: cannot be read"),
        (
            "colon.json",
            '{"county": "430528",\n "items": [\n  {"code" "XN001"}\n ]}',
            "colon.json, line 3, column 11: is not valid JSON: Expecting ':' delimiter.",
        ),
        ("cut.json", '{"items": [\n{"code": "X', "cut.json, line 2, column 10: is not valid JSON"),
        ("nan.geojson", '{"features": [{"a": NaN}]}', "nan.geojson: is not valid JSON: NaN is not a number."),
        ("deep.json", "[" * 100_000, "deep.json: is not valid JSON"),
        ("digits.json", '{"items": [' + "9" * 5000 + "]}", "digits.json: is not valid JSON"),
    ],
)
def test_what_is_no_file_of_a_county_is_refused(write: Write, name: str, content: Any, problem: str):
    found = problems_of(write(name, content))
    assert any(each.startswith(problem) for each in found)


def test_a_missing_file_and_a_directory_are_refused(tmp_path: Path):
    found = problems_of(tmp_path / "none.csv", tmp_path)
    assert "none.csv: cannot be read: No such file or directory." in found
    assert f"{tmp_path.name}: cannot be read: Is a directory." in found


def test_two_files_of_one_kind_are_refused(write: Write):
    found = problems_of(write("a.csv", DIVISIONS), write("b.csv", DIVISIONS))
    assert found == ["b.csv: holds divisions, as a.csv does; give one of them."]


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


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"code": ""}, "code is missing."),
        ({"code": "XN 1"}, "code 'XN 1' may hold letters, digits, '-', '_' and '.' only."),
        ({"code": "XN001"}, "the code XN001 is that of item 1 already."),
        ({"name": "我要开店"}, "the name 我要开店 is that of item 1 already."),
        ({"name": None}, "name is missing."),
        ({"name": "我要" * 60}, "name has 120 characters; at most 100 are possible."),
        ({"name": "我要\ud800"}, "name contains the character U+D800, which cannot be kept."),
        ({"category": 5}, "category is not a text."),
        ({"difficulty_class": 3}, "difficulty_class is '3'; it must be 1 or 2."),
        ({"difficulty_class": None}, "difficulty_class is 'None'; it must be 1 or 2."),
        ({"difficulty_class": "2"}, "difficulty_class is '2'; it must be 1 or 2."),
        ({"difficulty_class": True}, "difficulty_class is 'True'; it must be 1 or 2."),
        ({"difficulty_class": 1.5}, "difficulty_class is '1.5'; it must be 1 or 2."),
        (
            {"statutory_days": -1},
            "statutory_days is '-1'; it must be a whole number from 0 to 1000, or null.",
        ),
        (
            {"statutory_days": 99999},
            "statutory_days is '99999'; it must be a whole number from 0 to 1000, or null.",
        ),
        (
            {"statutory_days": "20"},
            "statutory_days is '20'; it must be a whole number from 0 to 1000, or null.",
        ),
        ({"promised_days": 5}, "promised_days has no promised_unit (for example 工作日)."),
        ({"materials": "身份证"}, "materials is not a list."),
        ({"materials": ["身份证", ""]}, "entry 2 of materials is missing."),
        ({"materials": [7]}, "entry 1 of materials is not a text."),
        ({"materials": ["纸"] * 101}, "materials has 101 entries; at most 100 are possible."),
        ({"aliases": ["店" * 101]}, "entry 1 of aliases has 101 characters; at most 100 are possible."),
        ({"aliases": {"a": 1}}, "aliases is not a list."),
        ({"note": 7}, "note must be a text of at most 2000 characters."),
        ({"note": "字" * 2001}, "note must be a text of at most 2000 characters."),
        ({"name_source": {"x": ["\x00"]}}, "contains the character U+0000, which cannot be kept."),
        ({"bad\ud800key": 1}, "contains the character U+D800, which cannot be kept."),
    ],
)
def test_a_fault_in_an_item_is_named_with_its_number(write: Write, fields: dict[str, Any], problem: str):
    bent = catalogue(item("XN001", "我要开店"), item("XN002", "我要建房") | fields)
    found = problems_of(write("d.csv", DIVISIONS), write("c.json", bent))
    assert f"c.json, item 2 (line 3): {problem}" in found
    assert all(each.startswith("c.json, item 2 (line 3)") for each in found)


@pytest.mark.parametrize("entry", [7, None, "XN001", []])
def test_what_is_no_item_is_refused(write: Write, entry: Any):
    found = problems_of(
        write("d.csv", DIVISIONS), write("c.json", {"items": [item("XN001", "我要开店"), entry]})
    )
    assert found == ["c.json, item 2 (line 3): is not an object."]


def test_an_empty_catalogue_is_refused(write: Write):
    assert problems_of(write("d.csv", DIVISIONS), write("c.json", {"items": []})) == ["c.json: has no items."]


def test_the_catalogue_of_another_county_is_refused(write: Write):
    other = {**catalogue(), "county": "431127 蓝山县"}
    found = problems_of(write("d.csv", DIVISIONS), write("c.json", other))
    assert found == ["c.json: is of the county 431127, not of 430528."]


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        (["XN001", "XN009"], "entry 2 (line 3): the item 'XN009' is not in the catalogue."),
        (["XN001", "XN001"], "entry 2 (line 3): the item XN001 is named twice."),
        (["XN001", 7], "entry 2 (line 3): 7 is not an item's code."),
    ],
)
def test_a_fault_in_the_popular_items_is_named(write: Write, codes: list[Any], problem: str):
    found = problems_of(
        write("d.csv", DIVISIONS), write("c.json", catalogue()), write("p.json", popular(*codes))
    )
    assert found == [f"p.json, {problem}"]


def test_a_new_county_needs_its_divisions_and_a_prefix(write: Write):
    assert problems_of(write("g.geojson", grids()), prefix="")[:2] == [
        "The county 430528 is not there yet: give its divisions table, too.",
        "The county 430528 is new: choose how its order numbers begin with --prefix, for example LS.",
    ]


@pytest.mark.parametrize(
    ("code", "prefix"), [("43052", "XN"), ("x", "XN"), ("430528", "xn"), ("430528", "TOOLONG")]
)
def test_odd_codes_and_prefixes_are_refused(write: Write, code: str, prefix: str):
    [problem] = problems_of(write("d.csv", DIVISIONS), code=code, prefix=prefix)
    assert "does not have 6 digits" in problem or "is not 2 to 4 capital letters" in problem


def test_a_county_that_the_table_lacks_is_refused(write: Write):
    assert problems_of(write("d.csv", DIVISIONS), code="430529") == [
        "d.csv: has no row of the county 430529000000.",
        "d.csv: has no village of the county 430529.",
    ]


def test_files_of_different_counties_are_refused(write: Write):
    found = problems_of(write("d.csv", DIVISIONS), write("b.geojson", boundary("430529")), code="")
    assert found == ["The files speak of different counties; choose one with --county CODE."]
