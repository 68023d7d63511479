"""The wire is cut while somebody presses a button: what may be sent later waits in sight and goes off once.

A result, a rating, an answer to one; what is right only now is asked again (``test_asked_again.py``).
"""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import cancel_order, complete_order, rate_order
from dispatch.orders.links import issue_rating_link, token_of
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State
from points.models import Appeal
from tests.e2e.at_an_order import at_the_order, events, state_of
from tests.e2e.unsent import FORBIDDEN, FULL, WAITS, nothing_waits
from tests.realtime.servers import wait_until

RESULT = "证办好了,送到家里"


@pytest.fixture
def done(cast, begun) -> Order:
    return complete_order(begun.pk, agent=cast.wei, result=RESULT, at=timezone.now())


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
    nothing_waits(page)
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
    nothing_waits(page)
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
    nothing_waits(page)
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
    nothing_waits(page)
    assert Appeal.objects.count() == 1
