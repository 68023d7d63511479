"""What is written without network waits on the phone, in sight, and is sent once."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.actions import cancel_order, claim_order
from dispatch.orders.models import Order, OrderEvent
from tests.e2e.conftest import sign_in
from tests.e2e.unsent import FORBIDDEN, FULL, WAITS, nothing_waits
from tests.realtime.servers import wait_until


@pytest.fixture
def order(cast, place) -> Order:
    return claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())


def note(page: Page, order: Order, words: str = "材料收齐,明天去镇上") -> None:
    """The agent writes a note on the order's page, which is open."""
    if not page.url.endswith(f"/agent/orders/{order.pk}/"):
        page.goto(f"/agent/orders/{order.pk}/")
    if not page.get_by_label("How it goes").is_visible():
        page.get_by_text("Write a note").tap()
    page.get_by_label("How it goes").fill(words)
    page.get_by_role("button", name="Add the note").tap()


def notes() -> list[str]:
    return [event.words for event in OrderEvent.objects.filter(kind="noted")]


def test_with_network_a_note_goes_off_at_once(phone, cast, order):
    page = phone(user=cast.wei.user)
    note(page, order)
    expect(page.get_by_text("Noted. The applicant can read it.")).to_be_visible()
    assert notes() == ["材料收齐,明天去镇上"]
    expect(page.locator("#outbox-bar")).to_be_hidden()


def test_without_network_it_waits_in_sight_and_goes_off_by_itself(phone, cast, order):
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    page.context.set_offline(True)
    note(page, order)
    expect(page.locator(".outbox-note").filter(has_text=WAITS)).to_be_focused()
    expect(page.get_by_label("How it goes")).to_have_value("")
    expect(page.locator("#outbox-bar")).to_have_text(re.compile("1 thing waits to be sent"))
    assert notes() == []
    page.context.set_offline(False)
    expect(page.get_by_text("It has been sent.")).to_be_visible()
    expect(page.locator("#outbox-bar")).to_be_hidden()
    expect(page.locator("#order-timeline").get_by_text("材料收齐,明天去镇上")).to_be_visible()
    assert notes() == ["材料收齐,明天去镇上"]


def test_two_notes_of_one_page_are_two_notes(phone, cast, order):
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    page.context.set_offline(True)
    note(page, order, "第一")
    expect(page.locator("#outbox-bar")).to_have_text(re.compile("1 thing waits"))
    note(page, order, "第二")
    expect(page.locator("#outbox-bar")).to_have_text(re.compile("2 things wait"))
    page.context.set_offline(False)
    wait_until(lambda: notes() == ["第一", "第二"], "both are sent, in the order in which they were written")


def test_an_answer_lost_on_the_way_does_not_make_it_two(phone, cast, order, wire):
    page = phone(user=cast.wei.user, address=wire.address)
    page.goto(f"/agent/orders/{order.pk}/")
    wire.lose_answers()
    note(page, order)
    wait_until(lambda: len(notes()) == 1, "the note arrived")
    expect(page.get_by_text(WAITS)).to_be_visible()
    wire.mend()
    nothing_waits(page)
    assert notes() == ["材料收齐,明天去镇上"]


def test_it_survives_the_page_being_closed_and_a_server_that_is_down(phone, cast, order, wire):
    page = phone(user=cast.wei.user, address=wire.address, keeps=True)
    page.goto(f"/agent/orders/{order.pk}/")
    wait_until(
        lambda: page.evaluate("caches.match('/outbox/', { ignoreVary: true }).then(Boolean)"),
        "the worker is there",
    )
    wire.cut()
    note(page, order)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.goto("/outbox/")
    row = page.locator("#outbox-list li")
    expect(row.get_by_text("材料收齐,明天去镇上")).to_be_visible()
    expect(row.get_by_text("Waits for the network")).to_be_visible()
    expect(row.get_by_text(re.compile("since .*:"))).to_be_visible()
    wire.mend()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert notes() == ["材料收齐,明天去镇上"]


@pytest.mark.parametrize("status", [503, 429])
def test_a_house_that_is_just_starting_is_as_good_as_no_network(phone, cast, order, status):
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    page.route("**/note/", lambda route: route.fulfill(status=status, body="busy"), times=1)
    note(page, order)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.get_by_role("link", name="What waits to be sent").tap()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert len(notes()) == 1


SEND_SOMETHING_ELSE = """
new Promise((begun) => {
  navigator.locks.request("outbox", () => new Promise((over) => { window.over = over; begun(); }));
})
"""


def test_sent_by_hand_and_deleted_by_hand(phone, cast, order):
    page = phone(user=cast.wei.user)
    page.route("**/note/", lambda route: route.abort())
    for words in ("第一", "第二"):
        note(page, order, words)
        expect(page.locator(".outbox-note")).to_be_visible()
    page.goto("/outbox/")
    first, second = (page.locator("#outbox-list li").filter(has_text=words) for words in ("第一", "第二"))
    second.get_by_role("button", name="Delete").tap()
    second.get_by_role("button", name="Really delete?").tap()
    expect(second).to_have_count(0)
    # While something is being sent, what is sent by hand waits its turn.
    page.evaluate(SEND_SOMETHING_ELSE)
    page.unroute("**/note/")
    first.get_by_role("button", name="Send now").tap()
    expect(first.get_by_role("button", name="Send now")).to_have_attribute("aria-busy", "true")
    assert notes() == []
    page.evaluate("window.over()")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert notes() == ["第一"]


def test_what_the_house_refuses_later_stays_with_the_reason(phone, cast, order):
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    page.context.set_offline(True)
    note(page, order)
    expect(page.get_by_text(WAITS)).to_be_visible()
    cancel_order(order.pk, by=cast.chen, at=timezone.now())
    page.context.set_offline(False)
    page.goto("/outbox/")
    expect(page.get_by_text("This order has moved on in the meantime.")).to_be_visible()
    expect(page.get_by_text("材料收齐,明天去镇上")).to_be_visible()


def test_a_mistake_is_answered_by_the_page_with_the_reason(phone, cast, order):
    page = phone(user=cast.wei.user)
    note(page, order, "长" * 501)
    expect(page.locator("#problems")).to_be_visible()
    expect(page.get_by_label("How it goes")).to_have_value("长" * 501)
    nothing_waits(page)


def test_it_is_never_sent_as_somebody_else_nor_shown_to_them(phone, site, cast, order):
    page = phone(user=cast.wei.user)
    page.route("**/note/", lambda route: route.abort(), times=1)
    note(page, order)
    expect(page.get_by_text(WAITS)).to_be_visible()
    sign_in(page.context, site, cast.wen.user)
    nothing_waits(page)
    expect(page.locator("#outbox-bar")).to_be_hidden()
    assert notes() == []
    sign_in(page.context, site, cast.wei.user)
    page.goto("/agent/")
    wait_until(lambda: len(notes()) == 1, "its writer is back, and it goes off")


def test_signed_out_meanwhile_it_waits_for_the_same_person(phone, cast, order):
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.get_by_text("Write a note").tap()
    page.get_by_label("How it goes").fill("材料收齐")
    page.context.clear_cookies()
    page.get_by_role("button", name="Add the note").tap()
    expect(page.get_by_role("heading", name="Sign in with your phone")).to_be_visible()
    assert notes() == []


def test_signing_out_warns_of_what_would_be_lost_and_then_clears_it(phone, site, cast, order):
    page = phone(user=cast.wei.user)
    page.route("**/note/", lambda route: route.abort())
    note(page, order)
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.goto("/agent/me/")
    page.get_by_role("button", name="Sign out").tap()
    expect(page.get_by_text("Something still waits to be sent")).to_be_visible()
    page.get_by_role("button", name="Sign out").tap()
    expect(page).to_have_url(f"{site}/")
    nothing_waits(page)


@pytest.mark.parametrize("storage", [FORBIDDEN, FULL])
def test_a_phone_that_keeps_nothing_says_so_and_loses_nothing_while_the_page_is_open(
    phone, cast, order, storage
):
    page = phone(user=cast.wei.user)
    page.add_init_script(storage)
    page.goto(f"/agent/orders/{order.pk}/")
    page.context.set_offline(True)
    note(page, order)
    expect(page.get_by_text("Leave this page open")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("It has been sent.")).to_be_visible()
    assert len(notes()) == 1


def test_a_claim_is_never_queued(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user)
    page.goto("/agent/")
    page.context.set_offline(True)
    expect(page.locator(f"#card-{order.pk}").get_by_role("button", name="Claim")).to_be_disabled()
    page.context.set_offline(False)
    expect(page.locator(f"#card-{order.pk}").get_by_role("button", name="Claim")).to_be_enabled()
    order.refresh_from_db()
    assert order.agent is None
    assert page.locator("form.claim[data-outbox]").count() == 0
