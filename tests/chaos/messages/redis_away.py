"""Redis killed, emptied or frozen: orders are placed and claimed as ever, phones ring, pages hear again (F11, F12)."""

import time
from collections.abc import Callable, Iterator

import redis
import requests

from dispatch.orders.models import Order
from tests.bench.seeds import Caller
from tests.chaos.fleet import Fleet, until
from tests.chaos.messages.latency import Page
from tests.chaos.people import Crew, citizens, crews, empty_the_roster
from tests.chaos.placing import place
from tests.chaos.verdict import Verdict, percentile
from tests.standins import Gateway

ANSWER_SECONDS_MAX = 2.0
ORDERS = 10


def faults() -> Iterator[Verdict]:
    empty_the_roster(telling_plans={"offer": [{"channels": ["sms"]}]})
    (crew,), (citizen,) = crews(1, each=1), citizens(1)
    with Gateway() as gateway, Fleet({**gateway.environment, "MESSAGE_CHANNELS": "sms_gateway"}) as fleet:
        scene = Scene(fleet, gateway, crew, citizen)
        scene.hears_again()
        fleet.redis.kill()
        yield scene.verdict("Redis is killed (F11)", fleet.redis.start)
        redis.Redis(port=fleet.redis.port).flushall()
        yield scene.verdict("Redis is emptied (F11)", lambda: None)
        fleet.redis.freeze()
        yield scene.verdict("Redis is frozen (F12)", fleet.redis.thaw)


class Scene:
    def __init__(self, fleet: Fleet, gateway: Gateway, crew: Crew, citizen: Caller) -> None:
        self.fleet, self.gateway, self.crew, self.citizen = fleet, gateway, crew, citizen
        self.page = Page(fleet, crew.agents[0])
        self._number = 0

    def verdict(self, name: str, heal: Callable[[], None]) -> Verdict:
        rung, slowest, placed = len(self.gateway.received), [], []
        for _ in range(ORDERS):
            begun = time.monotonic()
            placed.append(self._place())
            slowest.append(time.monotonic() - begun)
        until(lambda: len(self.gateway.received) >= rung + ORDERS, "phones ring")
        ready = requests.get(f"{self.fleet.url}/readyz", timeout=20).status_code
        heal()
        seconds = self.hears_again()
        there = Order.objects.filter(pk__in=placed).count()
        p99 = percentile(slowest, 0.99)
        return Verdict(
            name,
            there == ORDERS and p99 < ANSWER_SECONDS_MAX,
            f"{there} of {ORDERS} placed, {ORDERS} phones rang, p99 {p99:.2f} s, readyz said {ready},"
            f" the page heard again after {seconds:.1f} s",
        )

    def hears_again(self) -> float:
        """Seconds until an open page, connected anew if it was dropped, hears of a new order."""
        begun = time.monotonic()
        while True:
            order_id = self._place()
            deadline = time.monotonic() + 2
            while time.monotonic() < deadline:
                if order_id in self.page.heard:
                    return time.monotonic() - begun
                time.sleep(0.02)
            if time.monotonic() - begun > 60:
                raise SystemExit("The page hears no more.")

    def _place(self) -> str:
        self._number += 1
        return place(self.fleet.url, self.citizen, self.crew, number=self._number)
