"""Base tiles in a real browser, from a stand-in: asked for, shown, and not missed when they do not come."""

from collections.abc import Iterator

import pytest
from csp.constants import SELF
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.standins.base import Fault
from tests.standins.tiles import KEY, TileServer


@pytest.fixture
def tiles(settings) -> Iterator[TileServer]:
    with TileServer() as server:
        settings.TILES, settings.TILES_KEY, settings.TILES_URL = "tianditu", KEY, server.url
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {
            "DIRECTIVES": {**directives, "img-src": [SELF, "data:", server.url]}
        }
        yield server


def open_the_map(page: Page) -> Page:
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨")
    page.get_by_role("button", name="Next: where").tap()
    page.get_by_text("Choose it on the map").tap()
    expect(page.get_by_role("button", name="毛俊镇")).to_be_visible()
    return page


def choose_a_village(page: Page) -> None:
    page.get_by_role("button", name="毛俊镇").tap()
    page.get_by_role("button", name="西山村").tap()
    expect(page.locator("#village_code")).to_have_value("431127102001")


def test_a_village_is_chosen_on_a_providers_map(phone, cast, tiles):
    page = phone(user=cast.chen)
    with page.expect_response(lambda answer: "/vec_c/wmts" in answer.url) as tile:
        open_the_map(page)
    assert tile.value.status == 200
    page.wait_for_load_state("networkidle")
    assert tiles.received and not tiles.refused
    expect(page.get_by_text("天地图")).to_be_visible()
    choose_a_village(page)


def test_a_provider_that_answers_with_errors_is_not_missed(phone, cast, tiles):
    tiles.faults.always = Fault(status=403)
    page = open_the_map(phone(user=cast.chen))
    page.wait_for_load_state("networkidle")
    assert tiles.calls and not tiles.received
    choose_a_village(page)


def test_the_board_and_the_office_have_them_too(phone, cast, place, tiles):
    place(at=timezone.now())
    for user, path in ((cast.wei.user, "/agent/map/"), (cast.li.user, "/office/")):
        tiles.received.clear()
        page = phone(user=user)
        page.goto(path)
        page.wait_for_load_state("load")
        assert page.locator(".on-tiles image").count() == len(tiles.received) > 0
        assert not tiles.refused


def test_without_the_setting_nobody_outside_is_asked(phone, cast, place, site):
    place(at=timezone.now())
    asked = set()
    page = phone(user=cast.wei.user)
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    page.goto("/agent/map/")
    page.wait_for_load_state("networkidle")
    assert asked == {site}
