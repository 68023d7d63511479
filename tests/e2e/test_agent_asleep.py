"""A board that was not looked at for a while claims nothing until the server has said what is open now."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import claim_order
from tests.e2e.test_agent import at_the_board, card_of

HIDE = (
    "Object.defineProperty(document, 'hidden', { get: () => %s, configurable: true });"
    "document.dispatchEvent(new Event('visibilitychange'))"
)
DEAF = (
    "for (const news of ['live:gone', 'live:refetch'])"
    " addEventListener(news, (event) => event.stopImmediatePropagation(), { capture: true })"
)


@pytest.fixture
def order(cast, place):
    return place(at=timezone.now())


def button_of(page: Page, order):
    return card_of(page, order).get_by_role("button", name="Claim")


def test_a_phone_put_away_shows_its_buttons_shut_until_the_truth_is_there(phone, cast, order):
    page = at_the_board(phone(user=cast.wen.user))
    expect(button_of(page, order)).to_be_enabled()
    page.evaluate(HIDE % "true")
    expect(button_of(page, order)).to_be_disabled()
    page.route("**/agent/board/", lambda route: route.abort())
    page.evaluate(HIDE % "false")
    expect(page.get_by_text("The server does not answer: claiming waits until it does.")).to_be_visible()
    expect(button_of(page, order)).to_be_disabled()
    page.unroute("**/agent/board/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(button_of(page, order)).to_be_enabled()
    expect(page.locator("#board-offline")).to_be_hidden()


def test_what_was_taken_meanwhile_is_gone_when_the_phone_is_taken_up_again(phone, cast, order):
    page = at_the_board(phone(user=cast.wen.user))
    page.evaluate(DEAF)
    page.evaluate(HIDE % "true")
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page.evaluate(HIDE % "false")
    expect(card_of(page, order)).to_have_count(0)


def test_a_phone_that_slept_without_saying_so_finds_out_by_its_clock(phone, cast, order):
    page = phone(user=cast.wen.user)
    page.clock.install()
    at_the_board(page)
    page.evaluate(DEAF)
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    # Timers stood still for ten minutes; then each that is due runs once.
    page.clock.fast_forward(timedelta(minutes=10).seconds * 1000)
    expect(card_of(page, order)).to_have_count(0)


def test_a_page_from_the_browsers_memory_asks_before_it_lets_claim(phone, cast, order):
    page = at_the_board(phone(user=cast.wen.user))
    page.goto("/agent/me/")
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page.go_back()
    expect(card_of(page, order)).to_have_count(0)


def test_while_the_server_starts_again_the_card_says_so_and_stays(phone, cast, order):
    page = at_the_board(phone(user=cast.wei.user))
    page.route("**/claim/", lambda route: route.fulfill(status=503, body="starting"), times=1)
    button_of(page, order).tap()
    expect(card_of(page, order).get_by_text("The server is just starting again.")).to_be_visible()
    button_of(page, order).tap()
    expect(page).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))
    expect(page.get_by_text("陈奶奶")).to_be_visible()


def test_the_number_in_hand_follows_without_reloading(phone, cast, place, order):
    page = at_the_board(phone(user=cast.wei.user))
    expect(page.locator("#board-carried")).to_have_text("In hand: 0 orders")
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page.evaluate("document.dispatchEvent(new CustomEvent('live:refetch'))")
    expect(page.locator("#board-carried")).to_have_text("In hand: 1 order")
