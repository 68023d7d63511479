"""不是本网格 on the card: one tap, five seconds to undo it, and one honest sentence whatever came between."""

import re

from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from dispatch.orders.actions import broaden_orders, claim_order
from dispatch.orders.models import Order
from dispatch.orders.states import State
from tests.e2e.conftest import ASKED_ANEW_MS
from tests.e2e.test_agent import LONG_AGO, at_the_board, card_of
from tests.realtime.servers import wait_until

UNDO_MS = 5_000
FOLDED_MS = 4_000


def in_our_time(page: Page) -> Page:
    """At the board, where seconds pass when a test says so."""
    page.clock.install()
    return at_the_board(page)


def not_mine(page: Page, order: Order):
    return card_of(page, order).get_by_role("button", name="Not my grid")


def test_not_my_grid_is_one_tap_on_the_card_and_goes_off_after_a_breath(phone, cast, place):
    order = place(at=timezone.now())
    page = in_our_time(phone(user=cast.wei.user))
    not_mine(page, order).tap()
    expect(card_of(page, order).get_by_text("it is handed on in five seconds")).to_be_visible()
    expect(card_of(page, order).get_by_role("button", name="Claim")).to_be_hidden()
    assert Order.objects.get().grid == cast.west
    page.clock.run_for(UNDO_MS)
    expect(card_of(page, order).get_by_text("Handed on: all grids may claim it")).to_be_visible()
    told = Order.objects.get()
    assert (told.grid, told.state, told.declined_agent_ids) == (None, State.OPEN, [])
    # Of all grids by now, and no longer of this one.
    page.clock.run_for(ASKED_ANEW_MS)
    expect(page.locator('[data-section="all"]').locator(f"#card-{order.pk}")).to_be_visible()


def test_a_thumb_that_slipped_takes_it_back(phone, cast, place):
    order = place(at=timezone.now())
    page = in_our_time(phone(user=cast.wei.user))
    not_mine(page, order).tap()
    card_of(page, order).get_by_role("button", name="Undo").tap()
    expect(not_mine(page, order)).to_be_focused()
    page.clock.run_for(2 * UNDO_MS)
    expect(card_of(page, order).get_by_role("button", name="Claim")).to_be_enabled()
    assert Order.objects.get().grid == cast.west


def test_taken_by_another_within_the_breath_there_is_nothing_to_hand_on(phone, cast, place):
    order = place(at=timezone.now())
    page = in_our_time(phone(user=cast.wen.user))
    not_mine(page, order).tap()
    claim_order(order.pk, agent=cast.wei, at=timezone.now())
    expect(card_of(page, order).get_by_text("魏代办 has taken it")).to_be_visible()
    page.clock.run_for(UNDO_MS)
    assert Order.objects.get().agent == cast.wei


def test_taken_by_another_while_it_is_on_its_way_the_card_says_so_and_goes(phone, cast, place):
    order = place(at=timezone.now())
    page = in_our_time(phone(user=cast.wen.user))

    def too_late(route: Route) -> None:
        claim_order(order.pk, agent=cast.wei, at=timezone.now())
        route.continue_()

    page.route("**/wrong-grid/", too_late)
    not_mine(page, order).tap()
    with page.expect_response("**/agent/board/"):
        page.clock.run_for(UNDO_MS)
    card = card_of(page, order)
    expect(card).to_have_class(re.compile("is-gone"))
    expect(card.locator(".errand-answer")).to_be_visible()
    expect(card.get_by_role("button")).to_have_count(0)
    page.clock.run_for(FOLDED_MS)
    expect(card).to_have_count(0)
    assert Order.objects.get().agent == cast.wei


def test_not_my_grid_without_an_answer_says_so_and_is_tapped_again(phone, cast, place):
    order = place(at=timezone.now())
    page = in_our_time(phone(user=cast.wei.user))
    page.route("**/wrong-grid/", lambda route: route.abort(), times=1)
    not_mine(page, order).tap()
    page.clock.run_for(UNDO_MS)
    expect(card_of(page, order).get_by_text("nothing is done twice")).to_be_visible()
    not_mine(page, order).tap()
    page.clock.run_for(UNDO_MS)
    expect(card_of(page, order).get_by_text("Handed on")).to_be_visible()


SLOW_BODY = """
let news = false;
for (const kind of ["live:card", "live:gone"]) document.addEventListener(kind, () => { news = true; });
const json = Response.prototype.json;
Response.prototype.json = async function () {
  const read = await json.call(this);
  while (!news) await fetch("/static/js/page.js");
  return read;
};
"""


def test_news_of_the_move_that_outruns_its_answer_takes_no_word_away(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user)
    page.add_init_script(SLOW_BODY)
    in_our_time(page)
    not_mine(page, order).tap()
    page.clock.run_for(UNDO_MS)
    expect(card_of(page, order).get_by_text("Handed on: all grids may claim it")).to_be_visible()


def test_who_puts_the_phone_away_meant_it(phone, cast, place):
    order = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wei.user))
    not_mine(page, order).tap()
    page.goto("/agent/me/")
    wait_until(lambda: Order.objects.get().grid is None, "it is handed on")


def test_a_card_that_came_by_socket_offers_it_only_in_the_own_grid(phone, cast, place):
    wei, dong = at_the_board(phone(user=cast.wei.user)), at_the_board(phone(user=cast.dong.user))
    order = place(at=timezone.now() - LONG_AGO)
    broaden_orders(at=timezone.now())
    expect(not_mine(wei, order)).to_be_visible()
    expect(card_of(dong, order)).to_be_visible()
    expect(not_mine(dong, order)).to_be_hidden()


def test_without_scripts_the_card_leads_to_where_it_is_said(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user, scripts=False)
    page.goto("/agent/")
    card_of(page, order).get_by_role("link", name="Not my grid").tap()
    page.locator("#wrong-grid").get_by_role("button", name="Not my grid").tap()
    expect(page.get_by_text("Handed on: all grids may claim it")).to_be_visible()
    assert Order.objects.get().grid is None
