"""Choosing the village on the county's own polygons."""

import re

import pytest
from django.urls import reverse

from agents.models import Grid
from tests.pages.clock import text


@pytest.fixture
def here(cast):
    return reverse("citizen:place_map")


def test_first_the_townships_then_the_villages_of_one(visitor, cast, here):
    county = text(visitor.get(here))
    assert "毛俊镇" in county and "西山村" not in county and "data-village" not in county
    township = text(visitor.get(here, {"township": "431127102000"}))
    assert f'data-village="{cast.west.village_id}"' in township
    assert f'data-village="{cast.east.village_id}"' in township
    assert "西山村" in township


def test_two_neighbours_share_their_border(visitor, cast, here):
    page = text(visitor.get(here, {"township": "431127102000"}))
    west, east = re.findall(r'<path d="([^"]+)"/></a>', page)
    assert west == "M0 552L500 552L500 0L0 0L0 552z"
    assert east == "M500 552L1000 552L1000 0L500 0L500 552z"


@pytest.mark.parametrize("township", ["nope", "'", "431127999000", "\x00"])
def test_an_unknown_township_shows_the_county(visitor, here, township):
    assert "毛俊镇" in text(visitor.get(here, {"township": township}))


def test_a_county_without_boundaries_says_so(visitor, here):
    Grid.objects.update(boundary=None)
    assert "There is no map of this county yet." in text(visitor.get(here))


def test_it_takes_one_statement_more_than_the_county(visitor, here, django_assert_num_queries):
    with django_assert_num_queries(2):
        visitor.get(here)
