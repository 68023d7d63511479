"""Base tiles below the maps: where the setting names a provider, and nowhere else."""

import os
import re
import subprocess
import sys

import pytest
from django.urls import reverse

from config.embedded.environment import PROJECT
from frontend.drawing import Frame
from frontend.tiles import TILES_MAX, tiles_below
from tests.cast import EAST_SQUARE, WEST_SQUARE
from tests.pages.clock import browser_of

MAPS = [("chen", "citizen:place_map"), ("wei", "agent:board_map"), ("li", "office:live")]
BOTH = [{"type": "Polygon", "coordinates": [ring]} for ring in (WEST_SQUARE, EAST_SQUARE)]
OF_SETTINGS = """
from django.conf import settings
import django
django.setup()
print(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"], settings.SECURE_REFERRER_POLICY)
"""


@pytest.fixture
def tianditu(settings):
    settings.TILES, settings.TILES_KEY = "tianditu", "k&y"
    settings.TILES_URL = "https://tiles.example.invalid"
    return settings


def looks(cast, person):
    someone = getattr(cast, person)
    return browser_of(getattr(someone, "user", someone))


@pytest.mark.parametrize(("person", "name"), MAPS)
def test_without_a_provider_no_page_names_one(cast, place, person, name):
    place()
    answer = looks(cast, person).get(reverse(name))
    page = answer.content.decode()
    assert "<path" in page and "<image" not in page and "天地图" not in page
    assert "tianditu" not in page + answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("person", "name"), MAPS)
def test_with_one_its_tiles_lie_below_the_polygons_and_it_is_named(cast, place, tianditu, person, name):
    place()
    page = looks(cast, person).get(reverse(name)).content.decode()
    assert 1 <= page.count("<image") <= TILES_MAX
    assert page.index("<image") < page.index("<path", page.index("on-tiles"))
    assert "天地图" in page and "https://tiles.example.invalid/vec_c/wmts?" in page
    assert "tk=k%26y" in page


def test_a_tile_lies_where_its_degrees_lie(tianditu):
    frame = Frame.around(BOTH)
    found = tiles_below(frame, width=1000, height=frame.height)
    assert found
    for tile in found.images:
        level, row, column = (
            int(re.search(f"TILE{part}=(\\d+)", tile.address)[1]) for part in ("MATRIX", "ROW", "COL")
        )
        span = 360 / 2**level
        # Columns from 180° west, rows from the pole.
        x, y = frame.place(column * span - 180, 90 - row * span)
        assert (float(tile.x), float(tile.y)) == pytest.approx((x, y), abs=1)
        right, bottom = frame.place((column + 1) * span - 180, 90 - (row + 1) * span)
        assert float(tile.x) + float(tile.width) == pytest.approx(right, abs=1)
        assert float(tile.y) + float(tile.height) == pytest.approx(bottom, abs=1)


def test_the_tiles_cover_all_that_is_shown_as_finely_as_their_number_allows(tianditu):
    frame = Frame.around(BOTH)
    for x, y, width, height in ((0, 0, 1000, frame.height), (300, 100, 200, 200), (-120, -50, 1240, 700)):
        found = tiles_below(frame, x=x, y=y, width=width, height=height)
        lefts, tops = ({float(getattr(tile, side)) for tile in found.images} for side in ("x", "y"))
        tile = found.images[0]
        assert len(found.images) == len(lefts) * len(tops) <= TILES_MAX
        assert min(lefts) <= x + 1 and max(lefts) + float(tile.width) >= x + width - 1
        assert min(tops) <= y + 1 and max(tops) + float(tile.height) >= y + height - 1
        assert len(found.images) > TILES_MAX / 4 - 1


def said_by_settings(**environment):
    return subprocess.run(
        [sys.executable, "-c", OF_SETTINGS],
        cwd=PROJECT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_pages_may_load_pictures_from_the_provider_only_where_there_is_one():
    without = said_by_settings()
    assert without.stdout.split() == ["[\"'self'\",", "'data:',", "'blob:']", "same-origin"]
    with_one = said_by_settings(TILES="tianditu", TILES_KEY="k").stdout
    assert "'https://t0.tianditu.gov.cn'" in with_one and "strict-origin-when-cross-origin" in with_one


def test_a_provider_without_a_key_stops_the_start_with_a_sentence():
    refused = said_by_settings(TILES="tianditu")
    assert refused.returncode != 0 and "TILES_KEY is not set" in refused.stderr
    assert "TILES='osm' is none of" in said_by_settings(TILES="osm").stderr
