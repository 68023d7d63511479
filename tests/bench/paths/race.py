"""Two hundred agents tap the same card at the same instant: how soon the winner knows, how soon the last loser."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import asyncpg

from tests.bench import seeds
from tests.bench.figures import Figure, Goal, bound, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.paths.claim import PEER, make_thin_tables
from tests.bench.peers import thin

RACERS = 200


@dataclass(frozen=True)
class Race:
    """Seconds from the first byte sent to the winner's and to the last answer."""

    winner_seconds: float
    last_seconds: float
    winners: int


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    asyncio.run(make_thin_tables())
    agents = seeds.make_agents(RACERS)
    tokens = [one.token for one in agents]
    races = rounds * 3
    orders = seeds.open_orders(agents[:1], each=races + 1, age=seeds.timedelta(minutes=30))
    bare = asyncio.run(_thin_orders(races + 1))
    ours, peers = [], []
    for number in range(races + 1):
        mine = asyncio.run(
            _race(fleet.pages.port, [f"/api/v1/orders/{orders[number].pk}/claim"] * RACERS, tokens)
        )
        theirs = asyncio.run(
            _race(fleet.starlette.port, [f"/claim/{bare[number]}/{n}" for n in range(RACERS)], [""] * RACERS)
        )
        if number:
            ours.append(mine)
            peers.append(theirs)
    known = [(m.winner_seconds * 1e3, t.winner_seconds * 1e3) for m, t in zip(ours, peers, strict=True)]
    last = [race.last_seconds / race.winner_seconds for race in ours]
    yield compare("race of 200: winner knows", known, unit="ms", against=PEER, goal=Goal(at_most=3))
    yield bound("race of 200: winners", [max(race.winners for race in ours)], unit="winners", goal=Goal(1, 1))
    peers_last = median(race.last_seconds / race.winner_seconds for race in peers)
    yield bound(
        "race of 200: last answer", last, unit="times the winner's", goal=Goal(at_most=2),
        against=f"the peer's last: {peers_last:.1f} times its winner's",
    )  # fmt: skip


async def _race(port: int, paths: Sequence[str], tokens: Sequence[str]) -> Race:
    streams = [await asyncio.open_connection("127.0.0.1", port) for _ in paths]
    began = time.perf_counter()
    for (_, writer), path, token in zip(streams, paths, tokens, strict=True):
        sign_in = f"Authorization: Bearer {token}\r\n" if token else ""
        writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{sign_in}Content-Length: 0\r\n\r\n".encode()
        )
    answers = await asyncio.gather(*(_answer(reader, began) for reader, _ in streams))
    for _, writer in streams:
        writer.close()
    won = [after for after, status in answers if status == 200]
    return Race(min(won, default=float("inf")), max(after for after, _ in answers), len(won))


async def _answer(reader: asyncio.StreamReader, began: float) -> tuple[float, int]:
    head = await reader.readuntil(b"\r\n\r\n")
    return time.perf_counter() - began, int(head.split(b" ", 2)[1])


async def _thin_orders(how_many: int) -> list[int]:
    connection = await asyncpg.connect(**thin.dsn())
    rows = await connection.fetch(thin.OPEN_ORDERS, how_many)
    await connection.close()
    return [row["id"] for row in rows]
