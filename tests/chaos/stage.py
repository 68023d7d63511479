"""The real fleet with traffic on it, and the history that it makes: what every fault of processes is played on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.chaos.database import Database
from tests.chaos.fleet import Fleet
from tests.chaos.front import Front
from tests.chaos.history.judged import Judgement, judge
from tests.chaos.history.record import History, Operation
from tests.chaos.people import citizens, crews, empty_the_roster
from tests.chaos.traffic import Cast, Client, Traffic
from tests.standins import Gateway

LIVES_AT_ONCE = 3
AGENTS_EACH = 3
GRIDS = 8


@dataclass
class Stage:
    """``database`` is the faults' own; ``short`` asks for the quicker form of a fault."""

    database: Database
    fleet: Fleet
    front: Front
    gateway: Gateway
    cast: Cast
    history: History
    traffic: Traffic
    short: bool

    @contextmanager
    def under_traffic(self) -> Iterator[list[Operation]]:
        """The operations of the block are in the list once it is left and every life has ended."""
        with self.history.since() as operations, self.traffic.kept_up(LIVES_AT_ONCE):
            yield operations

    def judge(self, operations: list[Operation] | None = None) -> Judgement:
        return judge(self.history.all() if operations is None else operations)

    def client(self) -> Client:
        return Client(self.front, self.history)


@contextmanager
def set_stage(database: Database, *, short: bool) -> Iterator[Stage]:
    """Redis, two daphne, two dispatchers, two deliveries, the SMS gateway's stand-in, and people for them."""
    empty_the_roster(telling_plans={"offer": [{"channels": ["sms"]}]}, unfinished_orders_max=50)
    cast = Cast(crews(GRIDS, each=AGENTS_EACH), citizens(60))
    history = History(Path(os.environ["DATA_DIR"]) / "history.jsonl")
    with Gateway() as gateway:
        told = {**gateway.environment, "MESSAGE_CHANNELS": "sms_gateway"}
        with Fleet(told, webs=2, dispatchers=2) as fleet:
            front = Front(fleet.urls)
            traffic = Traffic(front, cast, history)
            yield Stage(database, fleet, front, gateway, cast, history, traffic, short)
    history.close()
