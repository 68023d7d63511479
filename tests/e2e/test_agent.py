"""Agents at the board, on real phones: cards come and go, one tap wins, and everything works without scripts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from agents.models import Agent
from dispatch.orders.actions import broaden_orders, cancel_order, claim_order, release_order
from dispatch.orders.models import Order, Reveal
from dispatch.orders.states import State
from tests.realtime.servers import wait_until

LONG_AGO = timedelta(minutes=11)


def card_of(page: Page, order: Order):
    return page.locator(f"#card-{order.pk}")


def at_the_board(page: Page) -> Page:
    """On the board, with the socket open and the first answer there: from here on nothing is reloaded."""
    with page.expect_response("**/agent/board/"):
        page.goto("/agent/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    return page


def test_a_card_appears_with_its_ring_while_the_board_is_open(phone, cast, place):
    page = at_the_board(phone(user=cast.wei.user))
    expect(page.get_by_text("Nothing to claim in your grid.")).to_be_visible()
    order = place(at=timezone.now(), care_marks=["old"])
    expect(card_of(page, order)).to_be_visible()
    expect(page.locator('[data-section="own"]').locator(f"#card-{order.pk}")).to_have_count(1)
    expect(card_of(page, order).locator("[data-clock]")).to_have_text(re.compile(r"9:5\d"))
    expect(card_of(page, order).get_by_text("old")).to_be_visible()
    expect(page.get_by_text("Nothing to claim in your grid.")).to_be_hidden()


def test_one_tap_wins_and_the_phone_number_is_there(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wei.user))
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(page).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))
    expect(page.get_by_text("陈奶奶")).to_be_visible()
    expect(page.get_by_role("link", name="Call")).to_have_attribute("href", "tel:+8610900000001")
    assert Order.objects.get().agent == cast.wei
    page.reload()
    expect(page.get_by_role("button", name="Show and call")).to_be_visible()
    assert Reveal.objects.count() == 1


def test_a_card_that_came_by_socket_can_be_claimed(phone, cast, place):
    page = at_the_board(phone(user=cast.wei.user))
    order = place(at=timezone.now())
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(page).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))


def test_when_one_of_two_wins_the_others_card_folds_away(phone, cast, place):
    order = place(at=timezone.now())
    wei, wen = at_the_board(phone(user=cast.wei.user)), at_the_board(phone(user=cast.wen.user))
    card_of(wei, order).get_by_role("button", name="Claim").tap()
    expect(card_of(wen, order).get_by_text("魏代办 has taken it")).to_be_visible()
    expect(card_of(wen, order).get_by_role("button", name="Claim")).to_have_count(0)
    expect(card_of(wen, order)).to_have_count(0)
    expect(wen.get_by_text("Nothing to claim in your grid.")).to_be_visible()


def test_the_loser_reads_by_how_much_on_the_card(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wen.user))
    # The news of the other's claim is still on its way when this phone is tapped.
    page.evaluate(
        "addEventListener('live:gone', (news) => news.stopImmediatePropagation(), { capture: true })"
    )
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(
        card_of(page, order).get_by_text(
            re.compile(r"(\d+\.\d seconds|A blink) too late: 魏代办 has taken it\.")
        )
    ).to_be_visible()
    expect(card_of(page, order)).to_have_count(0)
    expect(page).to_have_url(re.compile("/agent/$"))


def test_a_neighbours_board_gets_it_when_the_ten_minutes_are_over(phone, cast, place):
    page = at_the_board(phone(user=cast.dong.user))
    order = place(at=timezone.now() - LONG_AGO)
    expect(card_of(page, order)).to_have_count(0)
    broaden_orders(at=timezone.now())
    card = page.locator('[data-section="all"]').locator(f"#card-{order.pk}")
    expect(card).to_be_visible()
    expect(card.locator("[data-distance]")).to_have_text("10 km")


def test_a_withdrawn_order_says_so_and_goes(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wei.user))
    cancel_order(order.pk, by=cast.chen, at=timezone.now())
    expect(card_of(page, order).get_by_text("The applicant withdrew it")).to_be_visible()


def test_an_order_given_back_returns_to_the_others_and_not_to_who_gave_it(phone, cast, place):
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    wei, wen = at_the_board(phone(user=cast.wei.user)), at_the_board(phone(user=cast.wen.user))
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=timezone.now())
    expect(card_of(wen, order)).to_be_visible()
    expect(card_of(wei, order)).to_have_count(0)


def test_a_phone_without_network_claims_nothing_and_finds_the_truth_when_back(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wen.user))
    page.context.set_offline(True)
    expect(page.get_by_text("No network: claiming waits until you are back.")).to_be_visible()
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    page.context.set_offline(False)
    expect(card_of(page, order)).to_have_count(0)
    expect(page.locator("#board-offline")).to_be_hidden()


def test_a_card_that_comes_while_the_board_is_being_fetched_stays(phone, cast, place):
    page = at_the_board(phone(user=cast.wei.user))
    orders = []

    def answer_slowly(route):
        """What the server said before the order came, arriving after it."""
        old = route.fetch()
        orders.append(place(at=timezone.now()))
        expect(card_of(page, orders[0])).to_be_visible()
        route.fulfill(response=old)

    page.route("**/agent/board/", answer_slowly, times=1)
    with page.expect_response("**/agent/board/"):
        page.evaluate("document.dispatchEvent(new CustomEvent('live:refetch'))")
    expect(card_of(page, orders[0])).to_be_visible()
    expect(page.locator(".board-list .errand")).to_have_count(1)


def test_a_claim_lost_on_the_way_may_be_tapped_again(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wei.user))
    page.route("**/claim/", lambda route: route.abort(), times=1)
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(card_of(page, order).get_by_text("Tap again when you are back")).to_be_visible()
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(page).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))


def test_a_sentence_on_a_card_outlives_the_next_look_at_the_board(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user)
    at_the_board(page)
    page.route("**/claim/", lambda route: route.abort(), times=1)
    card_of(page, order).get_by_role("button", name="Claim").tap()
    said = card_of(page, order).locator(".errand-answer")
    expect(said).to_be_visible()
    with page.expect_response("**/agent/board/"):
        page.evaluate("document.dispatchEvent(new CustomEvent('live:refetch'))")
    expect(said).to_be_visible()


def test_sound_is_off_until_asked_for_and_remembered(phone, cast):
    page = at_the_board(phone(user=cast.wei.user))
    switch = page.get_by_role("button", name="Sound")
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.tap()
    page.reload()
    expect(page.get_by_role("button", name="Sound")).to_have_attribute("aria-pressed", "true")


def test_the_open_page_of_an_order_follows_its_timeline(phone, cast, place):
    order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user)
    page.goto(f"/agent/orders/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    page.get_by_label("What you agreed").fill("half a sentence")
    cancel_order(order.pk, by=cast.chen, at=timezone.now(), reason="不办了")
    expect(page.locator("#order-timeline").get_by_text("不办了")).to_be_visible()
    expect(page.locator("#order-head").get_by_text("Cancelled")).to_be_visible()
    expect(page.get_by_label("What you agreed")).to_have_value("half a sentence")


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_whole_service_without_scripts(phone, cast, place, language):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user, scripts=False, language=language)
    page.goto("/agent/")
    card_of(page, order).locator("form.claim button").tap()
    expect(page).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))
    page.locator("form[data-reveal] button").tap()
    expect(page.get_by_text("陈奶奶")).to_be_visible()
    page.goto(f"/agent/orders/{order.pk}/")
    page.locator("form[action$='/start/'] button").tap()
    page.locator("form[action$='/complete/'] button").tap()
    expect(page.locator("#problems")).to_be_visible()
    page.locator("#complete-result").fill("证已送到家")
    page.locator("form[action$='/complete/'] button").tap()
    expect(page.get_by_text("证已送到家").first).to_be_visible()
    assert Order.objects.get().state == State.COMPLETED


def test_without_scripts_a_lost_race_is_a_page_with_a_way_back(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wen.user, scripts=False)
    page.goto("/agent/")
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(page.get_by_role("heading", name=re.compile("魏代办 has taken it"))).to_be_visible()
    page.get_by_role("link", name="Back to the board").tap()
    expect(card_of(page, order)).to_have_count(0)


def test_duty_is_switched_without_scripts_and_stops_the_claims(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user, scripts=False)
    page.goto("/agent/")
    page.get_by_role("switch", name="On duty").tap()
    expect(page.get_by_text("You are off duty. You can look, but not claim")).to_be_visible()
    expect(card_of(page, order).get_by_role("button", name="Claim")).to_be_hidden()
    wait_until(lambda: not Agent.objects.get(pk=cast.wei.pk).is_on_duty, "off duty")


@pytest.mark.parametrize("path", ["/agent/", "/agent/orders/", "/agent/points/", "/agent/me/"])
@pytest.mark.parametrize("width", [320, 360])
def test_no_page_scrolls_sideways(phone, cast, place, path, width):
    place(at=timezone.now(), care_marks=["old", "disabled"], home_visit=True, for_self=False)
    claim_order(place(at=timezone.now(), wish="打 13812345678 找我").pk, agent=cast.wei, at=timezone.now())
    page = phone(user=cast.wei.user, viewport={"width": width, "height": 740})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
