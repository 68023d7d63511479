"""Every fault of a catalogue or of the popular items is named with its number, and nothing is loaded."""

from typing import Any

import pytest

from tests.county.files import DIVISIONS, catalogue, item, popular
from tests.county.refusing import Write, problems_of

pytestmark = pytest.mark.django_db


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
