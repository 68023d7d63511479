"""One card to every open page of a county: the hub under daphne against Node's ws fed by ioredis, same bytes."""

import asyncio
import json
from collections.abc import Callable, Iterator
from uuid import uuid4

import redis
from channels_redis.pubsub import RedisPubSubChannelLayer

from realtime.hub import groups
from realtime.hub.line import GROUP
from realtime.hub.post import ANY_LANGUAGE, Frame, Post, pack
from tests.bench import seeds
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.fleet.swarm import Swarm

COUNTS = [1000, 5000]
PEER = "Node ws + ioredis"
# As long as a card is.
WORDS = "屋里漏雨,想问下危房那个补助," * 60


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    agents = [one.user for one in seeds.make_agents(max(COUNTS))]
    cookies = [f"Cookie: {cookie}" for cookie in seeds.session_cookies(agents)]
    county = groups.county(seeds.county().pk)
    for count in COUNTS:
        bare = fleet.daphne.memory_bytes(), fleet.node.memory_bytes()
        with (
            Swarm(fleet.daphne, "/ws/", count, greeting="hello", headers=cookies[:count]) as ours,
            Swarm(fleet.node, "/", count, greeting="Upgrade") as theirs,
        ):
            grown = [fleet.daphne.memory_bytes() - bare[0], fleet.node.memory_bytes() - bare[1]]
            pairs = []
            for number in range(rounds * 3 + 1):
                mine = _heard(ours, lambda text: _post(fleet, county, text))
                peer = _heard(theirs, lambda text: redis.Redis(port=fleet.redis_port).publish("fanout", text))
                if number:
                    pairs.append((mine * 1e3, peer * 1e3))
        yield compare(
            f"fan-out to {count:,} sockets, last client", pairs, unit="ms", against=PEER, goal=Goal(at_most=4)
        )
        if count == COUNTS[0]:
            each = [(grown[0] / count / 1024, grown[1] / count / 1024)]
            yield compare("memory per connected agent", each, unit="KiB", against=PEER, goal=Goal(at_most=3))


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
