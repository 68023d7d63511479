"""People who go on while the fleet is restarted.

Nothing is tried twice, so that each failure is seen; but for what every browser does by itself: a request that found
its kept connection closed goes once more on a fresh one (RFC 9110, 9.2.2; ours carry the id that makes it safe).
"""

import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Self
from uuid import uuid4

import requests
import urllib3
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.operations.fleet.house import HOST, House

urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
HANDS = 3
# All hands share one address, which nginx gives a hundred requests a second.
BETWEEN_ROUNDS_SECONDS = 0.1


class Load:
    """``answered``: operation and status. ``placed``, ``claimed``: orders that were acknowledged.

    ``sent_again``: how often a kept connection was found closed.
    """

    def __init__(self, house: House) -> None:
        self._house = house
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(HANDS + len(house.people["cookies"]))
        self._numbers = count()
        self.answered: Counter[tuple[str, object]] = Counter()
        self.placed: list[str] = []
        self.claimed: list[str] = []
        self.sent_again = 0
        self.longest_seconds = 0.0
        self.sockets_lost = 0
        self.socket_away_seconds: list[float] = []

    def __enter__(self) -> Self:
        self._work = [self._pool.submit(self._hand, hand) for hand in range(HANDS)]
        self._work += [self._pool.submit(self._listen, cookie) for cookie in self._house.people["cookies"]]
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._pool.shutdown()
        for each in self._work:
            each.result()

    @property
    def failed(self) -> dict[tuple[str, object], int]:
        return {what: times for what, times in self.answered.items() if what[1] not in (200, 201)}

    def _hand(self, hand: int) -> None:
        phone = requests.Session()
        while not self._stop.wait(BETWEEN_ROUNDS_SECONDS):
            number = next(self._numbers)
            agent, village = self._house.people["agents"][number % len(self._house.people["agents"])]
            citizen = self._house.people["citizens"][number % len(self._house.people["citizens"])]
            order = str(uuid4())
            said = {
                "id": order, "wish": "屋里漏雨,想问下危房那个补助", "applicant_name": "试一试",
                "applicant_phone": f"109{number:08d}", "village_code": village,
            }  # fmt: skip
            if self._ask(phone, "place", "POST", "orders", citizen, said) in (200, 201):
                self.placed.append(order)
                self._claim(phone, order, agent)
            self._ask(phone, "board", "GET", "board", agent)

    def _claim(self, phone: requests.Session, order: str, agent: str) -> None:
        has_room = len(self.claimed) < 5 * len(self._house.people["agents"]) - HANDS
        if has_room and self._ask(phone, "claim", "POST", f"orders/{order}/claim", agent) == 200:
            self.claimed.append(order)

    def _ask(
        self, phone: requests.Session, what: str, method: str, path: str, token: str, said: object = None
    ) -> object:
        began = time.monotonic()
        send = partial(
            phone.request,
            method,
            f"{self._house.url}/api/v1/{path}",
            json=said,
            headers={"Authorization": f"Bearer {token}", "Host": HOST},
            verify=False,
            timeout=30,
        )
        try:
            status: object = self._once_more_when_closed(send).status_code
        except requests.RequestException as failure:
            status = type(failure).__name__
        self.longest_seconds = max(self.longest_seconds, time.monotonic() - began)
        self.answered[what, status] += 1
        return status

    def _once_more_when_closed(self, send: Callable[[], requests.Response]) -> requests.Response:
        try:
            return send()
        except requests.ConnectionError:
            self.sent_again += 1
            return send()

    def _listen(self, cookie: str) -> None:
        """As a page does: when the socket goes, come back at once, then after a moment."""
        lost_at: float | None = None
        while not self._stop.is_set():
            try:
                with open_socket(self._house, cookie) as page:
                    page.recv(timeout=30)
                    if lost_at is not None:
                        self.socket_away_seconds.append(time.monotonic() - lost_at)
                    while not self._stop.is_set():
                        try:
                            page.recv(timeout=0.5)
                        except TimeoutError:
                            continue
            except (OSError, WebSocketException):
                if lost_at is None or self.socket_away_seconds:
                    self.sockets_lost += 1
                lost_at = time.monotonic()
                time.sleep(0.2)


def open_socket(house: House, cookie: str):
    plain = socket.create_connection(("127.0.0.1", house.tls_port), timeout=30)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return connect(
        f"wss://{HOST}/ws/",
        sock=plain,
        ssl=context,
        server_hostname=HOST,
        origin=Origin(f"https://{HOST}"),
        additional_headers={"Cookie": cookie},
        open_timeout=30,
    )
