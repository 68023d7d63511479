"""Redis dies under open boards: claims go on, the boards ask by themselves, and hear again when it is back (F11)."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from dispatch.orders.models import Order
from tests.e2e.conftest import ASKED_ANEW_MS
from tests.e2e.test_agent import at_the_board, card_of
from tests.e2e.test_live import ask
from tests.realtime.servers import daphne_process, free_port, redis_process, wait_until_listening

TRIES_MAX = 8


class Fleet:
    """A process that serves pages and hears of news by Redis, also of its own."""

    def __init__(self) -> None:
        self._redis_port, port = free_port(), free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._redis = redis_process(self._redis_port)
        self._pages = daphne_process(port, redis_url=f"redis://127.0.0.1:{self._redis_port}/0")
        wait_until_listening(port)

    def kill_redis(self) -> None:
        self._redis.kill()
        self._redis.wait()

    def start_redis(self) -> None:
        self._redis = redis_process(self._redis_port)

    def stop(self) -> None:
        for process in (self._pages, self._redis):
            process.kill()
            process.wait()


@pytest.fixture
def fleet(site: str) -> Iterator[Fleet]:
    running = Fleet()
    yield running
    running.stop()


def claim(page: Page, order: Order) -> None:
    card_of(page, order).get_by_role("button", name="Claim").tap()
    expect(page.get_by_text("陈奶奶")).to_be_visible()


def hears_a_new_order(board: Page, citizen: Page) -> bool:
    """News is at most once, and a line to Redis takes its time: orders are placed until one is heard of."""
    for _ in range(TRIES_MAX):
        ask(citizen)
        try:
            expect(card_of(board, Order.objects.latest("placed_at"))).to_be_visible(timeout=2_000)
        except AssertionError:
            continue
        return True
    return False


def test_boards_ask_while_redis_is_dead_and_hear_again_when_it_is_back(phone, cast, place, fleet):
    first, second = (place(at=timezone.now(), wish=wish) for wish in ("第一件", "第二件"))
    wei = at_the_board(phone(user=cast.wei.user, address=fleet.address))
    wen = phone(user=cast.wen.user, address=fleet.address)
    wen.clock.install()
    at_the_board(wen)
    claim(wei, first)
    expect(card_of(wen, first).get_by_text("魏代办 has taken it")).to_be_visible()

    fleet.kill_redis()
    at_the_board(wei)
    claim(wei, second)
    # Nobody could be told; the socket itself stays, and the board asks once a minute.
    expect(wen.locator("html")).to_have_attribute("data-live", "up")
    expect(card_of(wen, second)).to_be_visible()
    wen.clock.run_for(ASKED_ANEW_MS)
    expect(card_of(wen, second)).to_have_count(0)
    expect(wen.locator("#board-offline")).to_be_hidden()

    fleet.start_redis()
    # Only by the socket from here on: what the board asks for is not answered.
    wen.route("**/agent/board/", lambda route: route.abort())
    assert hears_a_new_order(wen, phone(user=cast.chen, address=fleet.address))
    wen.unroute("**/agent/board/")
    wen.evaluate("document.dispatchEvent(new CustomEvent('live:refetch'))")
    heard = Order.objects.latest("placed_at")
    expect(card_of(wen, heard).get_by_role("button", name="Claim")).to_be_enabled()
    claim(wen, heard)
    assert Order.objects.get(pk=heard.pk).agent == cast.wen
