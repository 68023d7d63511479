"""The wire is cut while somebody presses a button: what was typed stays, a sentence says what to do, nothing doubles.

What may be sent later is (a result, a rating, an answer); what is right only now is asked again.
"""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import cancel_order, claim_order, complete_order, rate_order, start_order
from dispatch.orders.links import issue_rating_link, token_of
from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.states import State
from points.models import Appeal
from tests.e2e.test_outbox import FORBIDDEN, FULL, WAITS
from tests.realtime.servers import wait_until

RESULT = "证办好了,送到家里"
NOBODY_KNOWS = "nobody knows yet whether it arrived"
REACHED_AGAIN = "The service can be reached again."


@pytest.fixture
def begun(cast, place) -> Order:
    claimed = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    return start_order(claimed.pk, agent=cast.wei, at=timezone.now())


@pytest.fixture
def done(cast, begun) -> Order:
    return complete_order(begun.pk, agent=cast.wei, result=RESULT, at=timezone.now())


def state_of(order: Order) -> str:
    return Order.objects.get(pk=order.pk).state


def events(kind: str) -> int:
    return OrderEvent.objects.filter(kind=kind).count()


def at_the_order(page: Page, order: Order, door: str = "agent/orders") -> Page:
    page.goto(f"/{door}/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    if page.locator("[data-ask-again]").count():
        expect(page.locator("html")).to_have_attribute("data-asks-again", "")
    return page


def press_complete(page: Page) -> None:
    page.locator("#complete-result").fill(RESULT)
    page.get_by_role("button", name="Complete").tap()


# ---- completing: sent once when back


def test_a_result_waits_in_sight_and_completes_the_order_once(phone, cast, begun, wire):
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), begun)
    wire.cut()
    press_complete(page)
    expect(page.locator(".outbox-note").filter(has_text=WAITS)).to_be_focused()
    # Reported once: there is no form that would take a second result.
    expect(page.locator("#complete-result")).to_be_hidden()
    assert state_of(begun) == State.IN_PROGRESS
    wire.mend()
    expect(page.locator("#order-result").get_by_text(RESULT)).to_be_visible(timeout=25_000)
    assert events("completed") == 1


def test_a_result_whose_answer_was_lost_is_one_completion(phone, cast, begun, wire):
    page = at_the_order(phone(user=cast.wei.user, address=wire.address), begun)
    wire.lose_answers()
    press_complete(page)
    wait_until(lambda: state_of(begun) == State.COMPLETED, "the result arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert events("completed") == 1


def test_the_page_opened_again_says_that_the_result_waits(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.route("**/complete/", lambda route: route.abort())
    press_complete(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.reload()
    expect(page.get_by_text(WAITS)).to_be_visible()
    expect(page.locator("#complete-result")).to_be_hidden()
    page.goto("/outbox/")
    expect(page.get_by_text("Result", exact=True)).to_be_visible()
    expect(page.get_by_text(RESULT)).to_be_visible()
    page.unroute("**/complete/")
    # It may go by itself before a finger finds the button; that button is tests/e2e/test_outbox.py's.
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert state_of(begun) == State.COMPLETED


def test_a_result_of_an_order_withdrawn_meanwhile_says_so_where_it_was_written(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.context.set_offline(True)
    press_complete(page)
    expect(page.get_by_text(WAITS)).to_be_visible()
    cancel_order(begun.pk, by=cast.chen, at=timezone.now())
    page.context.set_offline(False)
    note = page.locator(".outbox-note")
    expect(note).to_contain_text("This order has moved on in the meantime.")
    expect(note).to_contain_text("what you wrote is still on this phone")
    expect(page.locator("#order-head").get_by_text("Cancelled")).to_be_visible()


def test_nothing_written_is_not_kept(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.context.set_offline(True)
    page.get_by_role("button", name="Complete").tap()
    expect(page.get_by_text("There is nothing to send yet.")).to_be_visible()
    expect(page.locator("#outbox-bar")).to_be_hidden()
    expect(page.locator("#complete-result")).to_be_visible()


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL])
def test_a_phone_that_keeps_nothing_still_completes_while_the_page_is_open(phone, cast, begun, storage):
    page = phone(user=cast.wei.user)
    page.add_init_script(storage)
    at_the_order(page, begun)
    page.context.set_offline(True)
    press_complete(page)
    expect(page.get_by_text("Leave this page open")).to_be_visible()
    page.context.set_offline(False)
    wait_until(lambda: state_of(begun) == State.COMPLETED, "it is sent")
    assert events("completed") == 1


def test_a_server_that_says_when_to_come_back_is_not_asked_before(phone, cast, begun):
    page = phone(user=cast.wei.user)
    page.clock.install()
    at_the_order(page, begun)
    asked: list[str] = []

    def starting(route):
        asked.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "40"}, body="starting")

    page.route("**/complete/", starting)
    press_complete(page)
    expect(page.get_by_text("the service is just starting again")).to_be_visible()
    page.clock.run_for(38_000)
    assert len(asked) == 1 and state_of(begun) == State.IN_PROGRESS
    page.unroute("**/complete/")
    page.clock.run_for(3_000)
    wait_until(lambda: state_of(begun) == State.COMPLETED, "sent when it was time")


# ---- rating


def test_a_rating_waits_and_counts_once(phone, cast, done, wire):
    page = at_the_order(phone(user=cast.chen, address=wire.address), done, "orders")
    wire.cut()
    page.locator(".faces label").filter(has_text="very satisfied").tap()
    page.get_by_role("button", name="Send my rating").tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert [rating.grade for rating in Rating.objects.all()] == ["very_satisfied"]


def test_a_rating_that_waits_is_named_with_its_grade(phone, cast, done):
    page = at_the_order(phone(user=cast.chen), done, "orders")
    page.route("**/rate/", lambda route: route.abort())
    page.locator(".faces label").filter(has_text="very satisfied").tap()
    page.get_by_role("button", name="Send my rating").tap()
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.goto("/outbox/")
    expect(page.locator("#outbox-list")).to_contain_text("very satisfied")


def test_without_signing_in_a_rating_waits_as_well(phone, cast, done, wire):
    link = issue_rating_link(done, at=timezone.now())
    page = phone(address=wire.address)
    page.goto(f"/r/{token_of(link.pk, link.purpose)}/")
    wire.lose_answers()
    page.locator(".faces label").filter(has_text="very satisfied").tap()
    page.get_by_role("button", name="Send my rating").tap()
    wait_until(lambda: Rating.objects.count() == 1, "it arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    page.reload()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert Rating.objects.count() == 1


# ---- answering


def test_an_answer_to_an_unsatisfied_rating_waits_and_is_one_appeal(phone, cast, done, wire):
    rate_order(done.pk, grade="unsatisfied", by=cast.chen, at=timezone.now())
    page = phone(user=cast.wei.user, address=wire.address)
    page.goto(f"/agent/orders/{done.pk}/appeal/")
    wire.lose_answers()
    page.get_by_label("Your side of it").fill("当天就送到了")
    page.get_by_role("button", name="Send the answer").tap()
    wait_until(lambda: Appeal.objects.count() == 1, "it arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    page.goto("/outbox/")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert Appeal.objects.count() == 1


# ---- giving back, not my grid, claiming: asked again


def press_release(page: Page, *, reason: str = "家里有急事") -> None:
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
    expect(page.locator("#release-reason")).to_have_value("家里有急事")
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
    expect(page.locator("#release-reason")).to_have_value("家里有急事")
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
    expect(page.locator("#release-reason")).to_have_value("家里有急事")


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


def test_signed_out_meanwhile_the_words_are_there_after_signing_in(phone, cast, begun):
    page = at_the_order(phone(user=cast.wei.user), begun)
    page.context.clear_cookies()
    press_release(page)
    expect(page.get_by_role("heading", name="Sign in with your phone")).to_be_visible()
    assert state_of(begun) == State.IN_PROGRESS


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
