"""A placing over HTTP: the whole product against one order and five outbox rows of the thinnest Python."""

import asyncio
import json
from collections.abc import Iterator
from uuid import uuid4

from tests.bench import seeds
from tests.bench.figures import Figure, Goal, bound, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.fleet.load import Load, Request, drive
from tests.bench.paths.claim import CONNECTIONS, PEER, SECONDS, make_thin_tables

OURS_A_ROUND = 3000
THIN_A_ROUND = 60_000
# So many hear of an order in ours, too (tests/bench/peers/thin.py).
THIN_OUTBOX_ROWS = 5
WISH = "屋里漏雨,想问下危房那个补助"


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    asyncio.run(make_thin_tables())
    villages = seeds.agents_in_each_grid(THIN_OUTBOX_ROWS)
    ours, peers = [], []
    for number in range(rounds + 1):
        mine = drive(fleet.pages, _our_requests(villages), connections=CONNECTIONS, seconds=SECONDS)
        theirs = drive(fleet.starlette, _thin_requests(), connections=CONNECTIONS, seconds=SECONDS)
        if number:
            ours.append(_placed(mine))
            peers.append(_placed(theirs))
    rates = [(mine.rate, theirs.rate) for mine, theirs in zip(ours, peers, strict=True)]
    cpu = [mine.cpu_seconds_each * 1e3 for mine in ours]
    yield compare("place: rate", rates, unit="/s", against=PEER, goal=Goal(at_least=0.25))
    yield bound("place: server's processor time", cpu, unit="ms", goal=Goal(at_most=3))


def _placed(load: Load) -> Load:
    if load.refused:
        raise SystemExit(f"{load.refused} of {load.requests} placings were refused.")
    return load


def _our_requests(villages: list[str]) -> list[Request]:
    citizens = seeds.make_citizens(300)
    return [
        Request(
            "/api/v1/orders",
            citizens[n % len(citizens)].token,
            json.dumps(
                {
                    "id": str(uuid4()),
                    "wish": WISH,
                    "applicant_name": "试一试",
                    "applicant_phone": f"109{n:08d}",
                    "village_code": villages[n % len(villages)],
                }
            ),
        )
        for n in range(OURS_A_ROUND)
    ]


def _thin_requests() -> list[Request]:
    return [Request("/place", body=json.dumps({"wish": WISH}))] * THIN_A_ROUND
