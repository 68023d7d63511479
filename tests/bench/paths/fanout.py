"""One card to every open page of a county, and what an open page takes: the hub against Node's ws, same bytes."""

import asyncio
import json
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import redis
from channels_redis.pubsub import RedisPubSubChannelLayer

from realtime.hub import groups
from realtime.hub.line import GROUP
from realtime.hub.post import ANY_LANGUAGE, Frame, Post, pack
from tests.bench import seeds
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.fleet.process import Process
from tests.bench.fleet.swarm import Swarm

COUNTS = [1000, 5000]
#: Which server of the product, and how many times the peer's time it may take.
SERVERS = {"daphne": 4, "uvicorn": 2.5}
WARM, MEASURED = 50, 2000
PEER = "Node ws + ioredis"
# As long as a card is.
WORDS = "屋里漏雨,想问下危房那个补助," * 60


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    agents = [one.user for one in seeds.make_agents(max(COUNTS))]
    cookies = [f"Cookie: {cookie}" for cookie in seeds.session_cookies(agents)]
    for server in (fleet.daphne, fleet.uvicorn, fleet.node):
        _warm_up(server, cookies)
    for count in COUNTS:
        for server in (fleet.daphne, fleet.uvicorn):
            yield _fan_out(fleet, server, cookies[:count], rounds * 3)
    yield _memory(fleet, cookies, min(rounds, 3))


def _warm_up(server: Process, cookies: Sequence[str]) -> None:
    """What a server fetches for its first sockets is not what a socket takes."""
    with _swarm(server, cookies[:WARM]):
        pass


def _fan_out(fleet: Fleet, server: Process, cookies: Sequence[str], times: int) -> Figure:
    county = groups.county(seeds.county().pk)
    pairs = []
    with _swarm(server, cookies) as ours, _swarm(fleet.node, cookies) as theirs:
        for number in range(times + 1):
            mine = _heard(ours, lambda text: _post(fleet, county, text))
            peer = _heard(theirs, lambda text: redis.Redis(port=fleet.redis_port).publish("fanout", text))
            if number:
                pairs.append((mine * 1e3, peer * 1e3))
    path = f"fan-out to {len(cookies):,} sockets, last client, {server.name}"
    return compare(path, pairs, unit="ms", against=PEER, goal=Goal(at_most=SERVERS[server.name]))


def _memory(fleet: Fleet, cookies: Sequence[str], rounds: int) -> Figure:
    """Of fresh processes each time: one that has had sockets before keeps what they took."""
    pairs = []
    for _ in range(rounds):
        grown = []
        for server in (fleet.another_daphne(), fleet.another_node()):
            _warm_up(server, cookies)
            bare = server.memory_bytes()
            with _swarm(server, cookies[:MEASURED]):
                grown.append((server.memory_bytes() - bare) / MEASURED / 1024)
            server.stop()
        pairs.append((grown[0], grown[1]))
    return compare("memory per connected agent", pairs, unit="KiB", against=PEER, goal=Goal(at_most=3))


def _swarm(server: Process, cookies: Sequence[str]) -> Swarm:
    path, greeting = ("/", "Upgrade") if server.name == "node" else ("/ws/", "hello")
    return Swarm(server, path, len(cookies), greeting=greeting, headers=cookies)


def _heard(swarm: Swarm, publish: Callable[[str], object]) -> float:
    marker = uuid4().hex
    text = json.dumps({"type": "card", "order": marker, "html": WORDS}, ensure_ascii=False)
    return swarm.last_after_seconds(marker, lambda: publish(text))


def _post(fleet: Fleet, county: str, text: str) -> None:
    async def send() -> None:
        layer = RedisPubSubChannelLayer(hosts=[fleet.redis_url])
        await layer.group_send(GROUP, pack(Post((Frame((county,), {ANY_LANGUAGE: text}),))))
        await layer.flush()

    asyncio.run(send())
