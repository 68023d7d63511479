"""News without reloading, between real phones, and what becomes of it when socket, server or Redis are away."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, WebSocketRoute, expect

from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order
from tests.e2e.conftest import ASKED_ANEW_MS
from tests.e2e.test_agent import at_the_board, card_of
from tests.realtime.servers import daphne_process, free_port, wait_until, wait_until_listening


def ask(page: Page) -> None:
    page.goto("/ask/")
    page.get_by_label("In your own words").fill("屋里漏雨想问下危房那个补助")
    page.get_by_role("button", name="Next: where").tap()
    page.get_by_role("button", name="Next: for whom").tap()
    page.get_by_role("button", name="Send my request").tap()
    expect(page).to_have_url(re.compile("/orders/[0-9a-f-]{36}/"))


def test_placed_on_one_phone_claimed_on_another_and_gone_from_a_third(phone, cast, place):
    place(at=timezone.now(), wish="前一件")
    chen, wei, wen = (phone(user=user) for user in (cast.chen, cast.wei.user, cast.wen.user))
    for board in (wei, wen):
        at_the_board(board)
    ask(chen)
    order = Order.objects.latest("placed_at")
    expect(card_of(wei, order)).to_be_visible()
    expect(card_of(wen, order)).to_be_visible()
    chen.evaluate("window.sameDocument = true")
    card_of(wei, order).get_by_role("button", name="Claim").tap()
    expect(wei).to_have_url(re.compile(f"/agent/orders/{order.pk}/"))
    expect(card_of(wen, order)).to_have_count(0)
    expect(chen.get_by_role("link", name="Call 魏代办")).to_be_visible()
    assert chen.evaluate("window.sameDocument")


def test_a_socket_that_was_cut_comes_back_by_itself_with_what_was_missed(phone, cast, place, wire):
    taken = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wen.user, address=wire.address))
    wire.cut()
    expect(page.locator("html")).to_have_attribute("data-live", "down")
    claim_order(taken.pk, agent=cast.wei, at=timezone.now())
    came = place(at=timezone.now(), wish="新的一件")
    wire.mend()
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    expect(card_of(page, came)).to_be_visible()
    expect(card_of(page, taken)).to_have_count(0)


def test_a_greeting_that_takes_its_time_is_waited_for(phone, cast):
    """A server that has much to do, or waits for Redis, greets late; hanging up would only bring it more to do."""
    sockets: list[WebSocketRoute] = []
    greetings: list[str] = []

    def greet_later(route: WebSocketRoute) -> None:
        sockets.append(route)
        route.connect_to_server().on_message(lambda text: greetings.append(str(text)))

    page = phone(user=cast.wei.user)
    page.clock.install()
    page.route_web_socket(re.compile("/ws/"), greet_later)
    page.goto("/agent/")
    expect(page.locator("html")).not_to_have_attribute("data-live", "up")
    wait_until(lambda: page.evaluate("1") and bool(greetings), "the server said hello")
    page.clock.run_for(5_000)
    assert len(sockets) == 1
    with page.expect_response("**/agent/board/"):
        sockets[0].send(greetings[0])
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    assert len(sockets) == 1


@pytest.fixture
def server(site):
    """A server of its own process, with nobody to tell it of what others do: no Redis."""
    port = free_port()
    running = [daphne_process(port, redis_url="")]
    wait_until_listening(port)

    class Server:
        address = f"http://127.0.0.1:{port}"

        def kill(self) -> None:
            running[-1].kill()
            running[-1].wait()

        def start_again(self) -> None:
            running.append(daphne_process(port, redis_url=""))
            wait_until_listening(port)

    yield Server()
    running[-1].kill()
    running[-1].wait()


def test_after_a_restart_of_the_server_the_board_shows_the_truth(phone, cast, place, server):
    taken = place(at=timezone.now())
    page = at_the_board(phone(user=cast.wen.user, address=server.address))
    server.kill()
    expect(page.locator("html")).to_have_attribute("data-live", "down")
    claim_order(taken.pk, agent=cast.wei, at=timezone.now())
    came = place(at=timezone.now(), wish="新的一件")
    server.start_again()
    expect(card_of(page, came)).to_be_visible(timeout=15_000)
    expect(card_of(page, taken)).to_have_count(0)


def test_without_news_the_board_asks_once_a_minute(phone, cast, place, server):
    page = phone(user=cast.wen.user, address=server.address)
    page.clock.install()
    at_the_board(page)
    order = place(at=timezone.now())
    expect(card_of(page, order)).to_have_count(0)
    page.clock.run_for(ASKED_ANEW_MS)
    expect(card_of(page, order)).to_be_visible()


def test_a_socket_that_is_refused_is_not_asked_for_again(phone, cast, place):
    order = place(at=timezone.now())
    page = phone(user=cast.wei.user)
    opened: list[str] = []
    page.on("websocket", lambda socket: opened.append(socket.url))
    page.goto(f"/agent/orders/{order.pk}/")
    expect(page.locator("html")).to_have_attribute("data-live", "up")
    assert len(opened) == 1 and opened[0].endswith("/ws/")
