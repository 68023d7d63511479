"""From the commit of a placing to its card on an agent's open page, idle system, against a raw Redis publish → receive.

Both are timed in this process: ours begins when PostgreSQL has committed and ends when the socket's frame is read.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import uuid4

import redis
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from agents.models import Agent, Village
from config.settings.telling import channel_layers
from dispatch.orders.actions import NewOrder, place_order
from tests.bench import seeds
from tests.bench.figures import Figure, Goal, above, percentile
from tests.bench.fleet.fleet import Fleet

PLACINGS = 100
PATIENCE_SECONDS = 5
# Cards come one after the other, as in life: nothing is still being sent when the next is placed.
PAUSE_SECONDS = 0.02


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    (caller,) = seeds.make_agents(1)
    village = Agent.objects.select_related("grid__village").get(user=caller.user).grid.village
    with (
        override_settings(REDIS_URL=fleet.redis_url, CHANNEL_LAYERS=channel_layers(fleet.redis_url)),
        _page(fleet.daphne.port, seeds.session_cookie(caller.user)) as page,
    ):
        pairs = []
        for number in range(rounds + 1):
            ours = _cards(page, village)
            theirs = _published(fleet)
            if number:
                pairs.append((percentile(ours, 0.99) * 1e3, percentile(theirs, 0.99) * 1e3))
    yield above(
        "commit → card on an agent's socket, p99", pairs, unit="ms", against="raw Redis publish → receive",
        goal=Goal(at_most=10),
    )  # fmt: skip


@contextmanager
def _page(port: int, cookie: str) -> Iterator[ClientConnection]:
    headers = {"Cookie": cookie}
    with connect(
        f"ws://127.0.0.1:{port}/ws/", origin=Origin(f"http://127.0.0.1:{port}"), additional_headers=headers,
        compression=None,
    ) as page:  # fmt: skip
        if json.loads(page.recv(PATIENCE_SECONDS))["type"] != "hello":
            raise SystemExit("The page was not greeted.")
        yield page


def _cards(page: ClientConnection, village: Village) -> list[float]:
    """Seconds from each commit to its card."""
    return [
        _card_seconds(page, village, citizen, at=timezone.now()) for citizen in seeds.make_citizens(PLACINGS)
    ]


def _card_seconds(page: ClientConnection, village: Village, citizen: seeds.Caller, *, at: datetime) -> float:
    committed = []
    new = NewOrder(
        id=uuid4(), wish="屋里漏雨,想问下危房那个补助", applicant_name="试一试", applicant_phone="10900000001",
        village_code=village.pk,
    )  # fmt: skip
    with transaction.atomic():
        transaction.on_commit(lambda: committed.append(time.perf_counter()))
        order = place_order(new, county=village.county, by=citizen.user, at=at)
    while True:
        frame = json.loads(page.recv(PATIENCE_SECONDS))
        if frame["type"] == "card" and frame["order"] == str(order.pk):
            taken = time.perf_counter() - committed[0]
            time.sleep(PAUSE_SECONDS)
            return taken


def _published(fleet: Fleet) -> list[float]:
    said = redis.Redis(port=fleet.redis_port)
    heard = said.pubsub(ignore_subscribe_messages=True)
    heard.subscribe("bench")
    heard.get_message(timeout=1)
    taken = []
    for _ in range(PLACINGS):
        time.sleep(PAUSE_SECONDS)
        began = time.perf_counter()
        said.publish("bench", b"a card")
        while heard.get_message(timeout=PATIENCE_SECONDS) is None:
            pass
        taken.append(time.perf_counter() - began)
    heard.close()
    return taken
