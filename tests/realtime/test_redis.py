"""The fleet: the news of one process rings the pages of another; Redis may be killed, emptied or frozen."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from typing import Any

import pytest
from channels.layers import get_channel_layer

from config.settings.telling import channel_layers
from dispatch.orders.actions import claim_order
from realtime.hub import bell, close_user
from tests.conftest import NINE
from tests.realtime.ears import Ear, listen
from tests.realtime.servers import daphne_process, free_port, redis_process, wait_until, wait_until_listening

pytestmark = pytest.mark.django_db(transaction=True)


class Redis:
    """A redis-server that can be killed and started again, empty."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process = redis_process(self.port)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def start_again(self) -> None:
        self.process = redis_process(self.port)

    def freeze(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def server() -> Iterator[Redis]:
    redis = Redis()
    yield redis
    redis.process.kill()
    redis.process.wait()


@pytest.fixture(scope="module")
def elsewhere(server, django_db_setup) -> Iterator[int]:
    """The port of another process that serves pages."""
    port = free_port()
    process: subprocess.Popen[bytes] = daphne_process(port, redis_url=server.url)
    wait_until_listening(port)
    yield port
    process.terminate()
    process.wait()


@pytest.fixture
def redis(server, settings, transactional_db) -> Iterator[Redis]:
    """This process is of the fleet, too."""
    settings.REDIS_URL = server.url
    settings.CHANNEL_LAYERS = channel_layers(server.url)
    yield server
    bell.flush()
    if server.process.poll() is not None:
        server.start_again()


def opened(port: int, user, **said) -> Ear:
    ear = listen(port, user, **said)
    assert ear.next()["type"] == "hello"
    return ear


def hears_again(ear: Ear, make_news) -> bool:
    """News is at most once, so it is made anew until one arrives; True as soon as it does."""
    make_news()
    bell.flush()
    try:
        return "card" in iter(lambda: _next_type(ear), None)
    except TimeoutError:
        return False


def news_of(order, ear: Ear) -> dict[str, Any]:
    """The next frame about this order; cards of those placed before may still be on their way."""
    while (frame := ear.next()).get("order") != str(order.pk):
        pass
    return frame


def _next_type(ear: Ear) -> str:
    import json

    return json.loads(ear.connection.recv(timeout=0.3))["type"]


def test_news_of_one_process_rings_the_pages_of_another(cast, place, redis, elsewhere):
    # A page is greeted though its process has not found Redis yet; what it misses it fetches.
    first = opened(elsewhere, cast.wei.user)
    wait_until(lambda: hears_again(first, place), "the other process hears of a card")
    wei, dong = opened(elsewhere, cast.wei.user), opened(elsewhere, cast.dong.user)
    order = place()
    assert news_of(order, wei)["reach"] == "own_grid"
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert news_of(order, wei)["type"] == "gone"
    close_user(cast.wei.user.pk)
    assert wei.close_code() == 4401
    assert dong.types() == []


def test_redis_killed_emptied_and_frozen_the_pages_stay_and_hear_again(cast, place, redis, elsewhere):
    wei = opened(elsewhere, cast.wei.user)
    assert hears_again(wei, place)

    redis.kill()
    order = place()
    assert claim_order(order.pk, agent=cast.wei, at=NINE).agent == cast.wei
    assert wei.types() == [], "the page stays connected and its ping is answered"
    redis.start_again()
    wait_until(lambda: hears_again(wei, place), "a card arrives after the restart")

    redis.freeze()
    began = time.monotonic()
    order = place()
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert time.monotonic() - began < 2, "nobody waits for a Redis that hangs"
    redis.thaw()
    wait_until(lambda: hears_again(wei, place), "a card arrives after the thaw")


def test_a_redis_that_is_away_costs_the_caller_nothing(redis, caplog):
    redis.kill()
    began = time.monotonic()
    for _ in range(200):
        close_user("00000000-0000-0000-0000-000000000000")
    assert time.monotonic() - began < 1
    bell.flush()
    assert time.monotonic() - began < 5
    assert sum("Redis does not answer" in record.message for record in caplog.records) <= 1


def test_a_page_connects_while_redis_is_away(cast, redis, elsewhere):
    redis.kill()
    assert listen(elsewhere, cast.wei.user).next()["type"] == "hello"


def test_an_idle_subscriber_is_never_timed_out(redis):
    """redis-py 8 ends a read after five idle seconds unless it is told otherwise."""
    import asyncio

    async def kwargs() -> dict:
        layer = get_channel_layer()
        channel = await layer.new_channel()
        (shard,) = layer._shards
        reading = shard._pubsub.connection
        await layer.send(channel, {"type": "probe"})
        assert await layer.receive(channel) == {"type": "probe"}
        found = {
            "read": reading.socket_timeout,
            "connect": reading.socket_connect_timeout,
            "keepalive": reading.socket_keepalive,
        }
        await layer.flush()
        return found

    assert asyncio.run(kwargs()) == {"read": None, "connect": 1, "keepalive": True}
