"""What is no file of a county, or not of this one, is refused with its place, and nothing is loaded."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from tests.county.files import DIVISIONS, boundary, grids
from tests.county.refusing import Write, problems_of

pytestmark = pytest.mark.django_db


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
