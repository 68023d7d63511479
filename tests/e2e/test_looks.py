"""What a look at every page found, held by a browser: nothing lies on something else, nothing is dim in the dark."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order
from frontend.context import TEXT_SIZE_COOKIE

DESK = {"width": 1280, "height": 800}


def large(page: Page, site: str) -> Page:
    page.context.add_cookies([{"name": TEXT_SIZE_COOKIE, "value": "large", "url": site}])
    return page


def box(page: Page, selector: str) -> dict[str, float]:
    """As it stands at this moment: a part that is exchanged meanwhile is there before and after."""
    page.locator(selector).first.wait_for()
    found: dict[str, float] = page.evaluate(
        "(selector) => document.querySelector(selector).getBoundingClientRect().toJSON()", selector
    )
    return found


def is_sideways(page: Page) -> bool:
    """Whether the page can be pushed to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("path", ["/account/sign-in/", "/offline/", "/nowhere/"])
def test_in_large_english_text_the_switches_do_not_lie_on_the_name(phone, cast, site, path):
    page = large(phone(), site)
    page.goto(path)
    name, switch = box(page, ".top .brand"), box(page, ".top form button")
    is_beside = name["x"] + name["width"] <= switch["x"]
    is_below = name["y"] + name["height"] <= switch["y"] + 1
    assert is_beside or is_below
    assert not is_sideways(page)


def test_in_the_dark_the_items_are_as_bright_as_the_rest(phone, cast):
    page = phone(color_scheme="dark")
    page.goto("/")
    assert page.locator(".tiles").first.evaluate("(tiles) => getComputedStyle(tiles).filter") == "none"


def test_an_english_sentence_does_not_break_a_villages_name(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.chen)
    page.goto(f"/orders/{order.pk}/")
    title = page.locator(".waiting").get_by_role("heading").or_(page.locator(".waiting strong")).first
    assert title.evaluate("(title) => getComputedStyle(title).wordBreak") == "keep-all"


def test_at_a_desk_the_board_is_two_abreast(phone, cast, place):
    for turn in range(2):
        place(at=timezone.now(), wish=f"第{turn}件")
    page = phone(user=cast.wei.user, viewport=DESK)
    page.goto("/agent/")
    cards = page.locator("[data-section=own] .errand")
    expect(cards).to_have_count(2)
    # Both at once: the board may draw itself anew in between.
    left, right = cards.evaluate_all("(cards) => cards.map((card) => card.getBoundingClientRect().toJSON())")
    assert left["y"] == right["y"] and left["x"] + left["width"] <= right["x"]


def test_at_a_desk_an_orders_progress_stands_beside_its_steps(phone, cast, place):
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user, viewport=DESK)
    page.goto(f"/agent/orders/{order.pk}/")
    steps, progress = box(page, "#start"), box(page, "#order-timeline")
    assert steps["x"] + steps["width"] <= progress["x"] and progress["y"] < steps["y"]
    # Rows without anything in them take no room.
    bottom = page.evaluate("document.querySelector('#order').getBoundingClientRect().bottom")
    last = page.evaluate("document.querySelector('#order > :last-child').getBoundingClientRect().bottom")
    assert bottom - last < 2


@pytest.mark.parametrize("path", ["/agent/", "/agent/orders/", "/agent/points/", "/agent/me/", "/agent/map/"])
@pytest.mark.parametrize("viewport", [{"width": 360, "height": 740}, DESK])
def test_no_page_of_the_agent_goes_sideways_in_large_text(phone, cast, place, site, path, viewport):
    place(at=timezone.now())
    claim_order(place(at=timezone.now(), wish="第二件").pk, agent=cast.wei, at=timezone.now())
    page = large(phone(user=cast.wei.user, viewport=viewport), site)
    page.goto(path)
    assert not is_sideways(page)
