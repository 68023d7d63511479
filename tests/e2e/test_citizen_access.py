"""The citizen's pages for those who see, move or hear otherwise: zoomed, by keyboard, without motion."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order

PHONE_PX = 360


@pytest.fixture
def chen(phone, cast):
    return phone(user=cast.chen)


def pages_of(order: Order, code: str) -> list[str]:
    return [
        "/",
        "/items/",
        f"/items/{code}/",
        "/ask/",
        f"/orders/{order.pk}/",
        "/orders/",
        "/me/",
        "/me/data/",
    ]


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_text_of_twice_the_size_needs_no_scrolling_sideways(phone, cast, place, language):
    order = place(
        at=timezone.now(), item_code=cast.card.code, address="三组 12 号", care_marks=["old", "sick"]
    )
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.chen, language=language)
    for path in pages_of(order, cast.card.code):
        page.goto(path)
        page.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE_PX, path


def test_a_request_is_placed_with_nothing_but_a_keyboard(chen: Page, cast, place):
    place(at=timezone.now())
    chen.goto(f"/ask/?item={cast.card.code}")
    expect(chen.locator("#ask.stepped")).to_be_visible()
    press_until(chen, "Next: where")
    expect(chen.locator("#where > legend")).to_be_focused()
    press_until(chen, "Next: for whom")
    expect(chen.locator("#who > legend")).to_be_focused()
    press_until(chen, "Send my request")
    expect(chen.get_by_role("heading", name="The agents of 西山村 have been told")).to_be_visible()
    assert Order.objects.count() == 2


def press_until(page: Page, words: str) -> None:
    """Tab until the button with these words has the focus, then Enter."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return page.keyboard.press("Enter")
    raise AssertionError(f"No way to “{words}” by keyboard")


def test_the_first_stop_leads_past_the_bar_to_the_content(chen: Page, cast):
    chen.goto("/items/")
    chen.keyboard.press("Tab")
    skip = chen.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    chen.keyboard.press("Enter")
    expect(chen.locator("#main")).to_be_focused()


def test_the_focus_is_always_seen(chen: Page, cast, place):
    order = place(at=timezone.now(), item_code=cast.card.code)
    for path in pages_of(order, cast.card.code):
        chen.goto(path)
        for _ in range(6):
            chen.keyboard.press("Tab")
            assert chen.evaluate(
                """() => {
                    const has = (each) => parseFloat(getComputedStyle(each).outlineWidth) >= 2
                        && getComputedStyle(each).outlineStyle !== "none";
                    const now = document.activeElement;
                    return now === document.body || has(now) || has(now.closest("label") ?? now);
                }"""
            ), (path, chen.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def test_who_wants_no_motion_gets_none(phone, cast, place):
    order = place(at=timezone.now(), item_code=cast.card.code)
    page = phone(user=cast.chen, reduced_motion="reduce")
    for path in pages_of(order, cast.card.code):
        page.goto(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter((each) => {
                const style = getComputedStyle(each);
                return parseFloat(style.transitionDuration) > 0 || parseFloat(style.animationDuration) > 0;
            }).length"""
        )
        assert moving == 0, path


def test_everything_that_can_be_pressed_has_a_name(chen: Page, cast, place):
    order = place(at=timezone.now(), item_code=cast.card.code)
    for path in pages_of(order, cast.card.code):
        chen.goto(path)
        nameless = chen.evaluate(
            """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")]
                .filter((each) => each.checkVisibility())
                .filter((each) => !(each.getAttribute("aria-label") || each.textContent.trim() || each.labels?.length))
                .map((each) => each.outerHTML.slice(0, 200))"""
        )
        assert nameless == [], path
