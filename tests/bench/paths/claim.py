"""A claim over HTTP: the whole product against the bare UPDATE and insert of the thinnest Python."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator

import asyncpg

from agents.models import Agent
from tests.bench import seeds
from tests.bench.figures import Figure, Goal, bound, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.fleet.load import Load, Request, drive
from tests.bench.peers import thin

CONNECTIONS = 32
SECONDS = 3
# More than a round can claim; an agent holds five at most.
ORDERS_A_ROUND = 3000
THIN_A_ROUND = 60_000
EACH = 5
PEER = "Starlette + asyncpg"


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    asyncio.run(make_thin_tables())
    ours, peers = [], []
    for number in range(rounds + 1):
        mine = drive(fleet.pages, _our_claims(), connections=CONNECTIONS, seconds=SECONDS)
        theirs = drive(fleet.starlette, asyncio.run(_thin_claims()), connections=CONNECTIONS, seconds=SECONDS)
        if number:  # the first round warms up
            ours.append(_won(mine))
            peers.append(_won(theirs))
    rates = [(mine.rate, theirs.rate) for mine, theirs in zip(ours, peers, strict=True)]
    slowest = [(m.p99_seconds * 1e3, t.p99_seconds * 1e3) for m, t in zip(ours, peers, strict=True)]
    cpu = [mine.cpu_seconds_each * 1e3 for mine in ours]
    yield compare("claim: rate", rates, unit="/s", against=PEER, goal=Goal(at_least=0.30))
    yield compare("claim: p99", slowest, unit="ms", against=PEER, goal=Goal(at_most=3))
    yield bound("claim: server's processor time", cpu, unit="ms", goal=Goal(at_most=2))


def _won(load: Load) -> Load:
    """Every answer must be a claim that was won, or the rate would be that of refusals."""
    if load.refused:
        raise SystemExit(f"{load.refused} of {load.requests} claims were refused.")
    return load


def _our_claims() -> list[Request]:
    """Every agent claims orders of the own grid, one after the other's, and none more than the cap allows."""
    agents = seeds.make_agents(ORDERS_A_ROUND // EACH)
    waiting = defaultdict(list)
    for order in seeds.open_orders(agents, each=EACH):
        waiting[order.grid_id].append(order.pk)
    homes = dict(Agent.objects.filter(user__in=[one.user for one in agents]).values_list("user", "grid"))
    return [
        Request(f"/api/v1/orders/{waiting[homes[one.user.pk]].pop()}/claim", one.token)
        for _ in range(EACH)
        for one in agents
    ]


async def _thin_claims() -> list[Request]:
    connection = await asyncpg.connect(**thin.dsn())
    rows = await connection.fetch(thin.OPEN_ORDERS, THIN_A_ROUND)
    await connection.close()
    return [Request(f"/claim/{row['id']}/{row['id'] % 997}") for row in rows]


async def make_thin_tables() -> None:
    connection = await asyncpg.connect(**thin.dsn())
    await connection.execute(thin.SCHEMA)
    await connection.close()
