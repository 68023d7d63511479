"""Giving back, "not my grid", claiming: right only now, so what was cut off is asked again and never sent later."""

import re

from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.states import State
from tests.e2e.at_an_order import at_the_order, events, state_of
from tests.e2e.conftest import sign_in
from tests.e2e.unsent import NOBODY_KNOWS, REACHED_AGAIN
from tests.realtime.servers import wait_until

REASON = "家里有急事"


def press_release(page: Page, *, reason: str = REASON) -> None:
    if not page.locator("#release-reason").is_visible():
        page.get_by_text("I cannot do this one").tap()
    page.locator("#release-reason").fill(reason)
    page.get_by_role("button", name="Give the order back").tap()


def test_a_release_is_never_sent_later_and_asked_again(phone, cast, begun, wire):
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), begun)
    wire.cut()
    press_release(page)
    note = page.locator(".outbox-note")
    expect(note).to_be_focused()
    expect(note).to_contain_text(NOBODY_KNOWS)
    expect(note).to_contain_text("What you typed is kept on this phone.")
    expect(page.locator("#release-reason")).to_have_value(REASON)
    wire.mend()
    expect(note.get_by_text(REACHED_AGAIN)).to_be_visible(timeout=25_000)
    assert state_of(begun) == State.IN_PROGRESS
    expect(page.locator("#outbox-bar")).to_be_hidden()
    page.get_by_role("button", name="Give the order back").tap()
    expect(page).to_have_url(re.compile("/agent/orders/$"))
    assert state_of(begun) == State.OPEN


def test_a_release_whose_answer_was_lost_is_answered_the_same_and_done_once(phone, cast, begun, wire):
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), begun)
    wire.lose_answers()
    press_release(page)
    wait_until(lambda: state_of(begun) == State.OPEN, "it arrived")
    expect(page.get_by_text(NOBODY_KNOWS)).to_be_visible()
    wire.mend()
    page.get_by_role("button", name="Give the order back").tap()
    expect(page.get_by_text("Given back. It is open to all grids again.")).to_be_visible()
    assert events("released") == 1


def test_the_reason_is_still_there_when_the_page_was_closed(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.route("**/release/", lambda route: route.abort())
    press_release(page)
    expect(page.get_by_text(NOBODY_KNOWS)).to_be_visible()
    page.reload()
    expect(page.locator("#release-reason")).to_be_visible()
    expect(page.locator("#release-reason")).to_have_value(REASON)
    page.unroute("**/release/")
    page.get_by_role("button", name="Give the order back").tap()
    expect(page).to_have_url(re.compile("/agent/orders/$"))
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:'))") == []


def test_where_nothing_can_be_kept_the_page_says_to_stay(phone, cast, begun):
    page = phone(user=cast.wei.user)
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
    )
    at_the_order(page, begun)
    page.context.set_offline(True)
    press_release(page)
    expect(page.locator(".outbox-note")).to_contain_text("This phone cannot keep what you typed")
    expect(page.locator("#release-reason")).to_have_value(REASON)


def test_while_the_server_starts_again_a_release_says_when_to_press(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.route(
        "**/release/",
        lambda route: route.fulfill(status=503, headers={"Retry-After": "1"}, body="starting"),
        times=1,
    )
    press_release(page)
    note = page.locator(".outbox-note")
    expect(note).to_contain_text("The service is just starting again.")
    expect(note.get_by_text(REACHED_AGAIN)).to_be_visible()
    page.get_by_role("button", name="Give the order back").tap()
    expect(page).to_have_url(re.compile("/agent/orders/$"))


def test_a_refused_release_is_the_page_with_the_reason(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    press_release(page, reason=" ")
    expect(page.locator("#problems")).to_be_visible()


def test_signed_out_meanwhile_the_words_are_there_after_signing_in(phone, cast, site, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.context.clear_cookies()
    press_release(page)
    expect(page.get_by_role("heading", name="Sign in with your phone")).to_be_visible()
    assert state_of(begun) == State.IN_PROGRESS
    sign_in(page.context, site, cast.wei.user)
    at_the_order(page, begun)
    expect(page.locator("#release-reason")).to_have_value(REASON)


def test_not_my_grid_whose_answer_was_lost_is_said_once(phone, cast, begun, wire):
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), begun)
    button = page.locator("#wrong-grid").get_by_role("button", name="Not my grid")
    wire.lose_answers()
    button.tap()
    wait_until(lambda: state_of(begun) == State.OPEN, "it arrived")
    expect(page.locator(".outbox-note")).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    button.tap()
    expect(page).to_have_url(re.compile("/agent/$"))
    assert events("regridded") == 1


def test_a_claim_from_the_orders_own_page_is_asked_again(phone, cast, place, wire):
    order = place(at=timezone.now())
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), order)
    wire.lose_answers()
    page.get_by_role("button", name="Claim").tap()
    wait_until(lambda: state_of(order) == State.CLAIMED, "it arrived")
    expect(page.locator(".outbox-note")).to_contain_text(NOBODY_KNOWS)
    wire.mend()
    page.get_by_role("button", name="Claim").tap()
    expect(page.get_by_role("heading", name="Have you talked to the applicant?")).to_be_visible()
    assert events("claimed") == 1
