"""From the answer to a placing until the last of twelve phones rings and the last of twelve pages shows it."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from functools import partial

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from agents.models import Agent
from tests.bench.seeds import Caller, session_cookie
from tests.chaos.fleet import Fleet, until
from tests.chaos.people import Crew, citizens, crews, empty_the_roster
from tests.chaos.placing import place
from tests.chaos.verdict import Verdict, percentile
from tests.standins import Gateway

TWELVE = 12
SMS_SECONDS_MAX, SOCKET_SECONDS_MAX = 2.0, 0.3


def faults(*, rounds: int) -> Iterator[Verdict]:
    empty_the_roster(telling_plans={"offer": [{"channels": ["sms"]}]})
    (crew,), people = crews(1, each=TWELVE), citizens(20)
    with Gateway() as gateway, Fleet({**gateway.environment, "MESSAGE_CHANNELS": "sms_gateway"}) as fleet:
        pages = [Page(fleet, agent) for agent in crew.agents]
        one = partial(_ring_all, fleet, gateway, pages, crew)
        # The first order wakes what sleeps.
        seen = [one(people[number % len(people)], number) for number in range(rounds + 1)][1:]
        for page in pages:
            page.close()
    yield _figure(f"12 phones by SMS, {rounds} orders", [rung for rung, _ in seen], SMS_SECONDS_MAX)
    yield _figure(f"12 sockets, {rounds} orders", [shown for _, shown in seen], SOCKET_SECONDS_MAX)


def _ring_all(
    fleet: Fleet, gateway: Gateway, pages: list["Page"], crew: Crew, citizen: Caller, number: int
) -> tuple[float, float]:
    before = len(gateway.received)
    order_id = place(fleet.url, citizen, crew, number=number)
    answered, wall = time.monotonic(), time.time()
    until(lambda: len(gateway.received) >= before + TWELVE, "twelve phones ring")
    until(lambda: all(order_id in page.heard for page in pages), "twelve pages show the card")
    rung = max(each.at for each in gateway.received[before:]) - wall
    return max(0.0, rung), max(0.0, max(page.heard[order_id] for page in pages) - answered)


def _figure(what: str, seconds: list[float], limit: float) -> Verdict:
    p50, p99 = percentile(seconds, 0.5), percentile(seconds, 0.99)
    return Verdict(
        what, p99 <= limit, f"p50 {p50:.3f} s, p99 {p99:.3f} s after the answer, at most {limit} s"
    )


class Page:
    """An agent's open board: when it heard of each order."""

    def __init__(self, fleet: Fleet, agent: Agent) -> None:
        self.heard: dict[str, float] = {}
        self._socket = connect(
            f"ws://127.0.0.1:{fleet.web.port}/ws/",
            origin=Origin(f"http://127.0.0.1:{fleet.web.port}"),
            additional_headers={"Cookie": session_cookie(agent.user)},
            open_timeout=60,
        )
        self._socket.recv(timeout=60)
        threading.Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._socket.close()

    def _listen(self) -> None:
        # Until the server is gone.
        with contextlib.suppress(ConnectionClosed):
            for text in self._socket:
                frame = json.loads(text)
                if frame["type"] == "card":
                    self.heard.setdefault(frame["order"], time.monotonic())
