"""Citizens and agents who go on whatever happens: each life is placed, fought over, served and rated, and recorded."""

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from tests.bench.seeds import Caller
from tests.chaos.front import Front
from tests.chaos.history.record import History, Operation, Outcome, now
from tests.chaos.people import Crew, callers_of

ANSWER_SECONDS_MAX = 12.0
AGAIN_AFTER_SECONDS = 0.15
GIVE_UP_SECONDS = 120.0
GRADES = ("satisfied", "satisfied", "unsatisfied", "fair", "")


class Client:
    """A phone that talks to whichever web process its request is handed to."""

    def __init__(self, front: Front, history: History) -> None:
        self._front, self._history, self._session = front, history, requests.Session()

    def once(
        self, verb: str, path: str, by: Caller, *, order: str, body: Any = None, fact: str = ""
    ) -> Operation:
        """One attempt, written down."""
        begun, outcome, status = now(), Outcome.UNKNOWN, 0
        try:
            with self._front.hand_over() as url:
                answer = self._session.post(
                    f"{url}/api/v1{path}",
                    json=body if body is not None else {},
                    headers={"Authorization": f"Bearer {by.token}", "Accept-Language": "en"},
                    timeout=ANSWER_SECONDS_MAX,
                )
            status = answer.status_code
            if status < 300:
                outcome = Outcome.ACKNOWLEDGED
            elif status < 500:
                outcome = Outcome.REFUSED
                fact = answer.json().get("facts", {}).get("winner", "") if verb == "claim" else fact
        except requests.RequestException:
            pass
        who = str(by.user.pk)
        return self._history.add(Operation(verb, order, who, outcome, status, begun, now(), fact))

    def until_answered(self, verb: str, path: str, by: Caller, **said: Any) -> Operation:
        """The same again until somebody says yes or no (F1, F20)."""
        deadline = time.monotonic() + GIVE_UP_SECONDS
        while True:
            operation = self.once(verb, path, by, **said)
            if operation.outcome != Outcome.UNKNOWN and operation.status != 429:
                return operation
            if time.monotonic() > deadline:
                raise SystemExit(f"Nobody answered to {verb} for {GIVE_UP_SECONDS:.0f} s.")
            time.sleep(AGAIN_AFTER_SECONDS * random.uniform(0.5, 1.5))


@dataclass
class Cast:
    """Who takes part: crews of agents who stand together before each order, and citizens."""

    crews: list[Crew]
    citizens: list[Caller]
    agents: dict[int, list[Caller]] = field(init=False)

    def __post_init__(self) -> None:
        self.agents = {number: callers_of(crew) for number, crew in enumerate(self.crews)}


class Traffic:
    """``lives`` at once, each on a thread; ``pause_seconds`` between a life's steps keeps it from being a load test."""

    def __init__(self, front: Front, cast: Cast, history: History, *, pause_seconds: float = 0.05) -> None:
        self._front, self._cast, self._history, self._pause = front, cast, history, pause_seconds
        self._number = 0
        self._lock = threading.Lock()

    @contextmanager
    def kept_up(self, lives: int) -> Iterator[None]:
        """While the block runs; then every life is led to its end."""
        ending, failures = threading.Event(), list[BaseException]()
        threads = [threading.Thread(target=self._live_on, args=[ending, failures]) for _ in range(lives)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ending.set()
            for thread in threads:
                thread.join()
        if failures:
            raise failures[0]

    def lead(self, how_many: int) -> None:
        """So many lives, one after the other."""
        client = Client(self._front, self._history)
        for _ in range(how_many):
            self.life(client)

    def _live_on(self, ending: threading.Event, failures: list[BaseException]) -> None:
        client = Client(self._front, self._history)
        try:
            while not ending.is_set():
                self.life(client)
        except BaseException as failure:
            failures.append(failure)

    def life(self, client: Client) -> str:
        """One order from placing to rating; the crew claims at once, now and then the citizen cancels."""
        number = self._next()
        crew = number % len(self._cast.crews)
        citizen = self._cast.citizens[number % len(self._cast.citizens)]
        order = str(uuid4())
        placed = client.until_answered(
            "place", "/orders", citizen, order=order, body=body_of(order, self._cast.crews[crew], number)
        )
        if placed.outcome != Outcome.ACKNOWLEDGED:
            raise SystemExit(f"A placing was refused: {placed.status}")
        winner = self._race(order, self._cast.agents[crew], citizen if number % 5 == 0 else None)
        if winner:
            self._serve(client, order, winner, citizen, GRADES[number % len(GRADES)])
        return order

    def _race(self, order: str, agents: list[Caller], citizen: Caller | None) -> Caller | None:
        """All at once, each on a line of its own; whoever was told yes. None when the citizen was quicker."""

        def say(verb: str, by: Caller) -> Operation:
            mine = Client(self._front, self._history)
            return mine.until_answered(verb, f"/orders/{order}/{verb}", by, order=order)

        with ThreadPoolExecutor(len(agents) + 1) as phones:
            claims = [phones.submit(say, "claim", agent) for agent in agents]
            if citizen:
                phones.submit(say, "cancel", citizen).result()
            told = [claim.result() for claim in claims]
        won = [
            agent for agent, claim in zip(agents, told, strict=True) if claim.outcome == Outcome.ACKNOWLEDGED
        ]
        return won[0] if won else None

    def _serve(self, client: Client, order: str, winner: Caller, citizen: Caller, grade: str) -> None:
        time.sleep(self._pause)
        client.until_answered("start", f"/orders/{order}/start", winner, order=order)
        time.sleep(self._pause)
        done = {"result": "已经办好,材料送到家了"}
        client.until_answered("complete", f"/orders/{order}/complete", winner, order=order, body=done)
        if grade:
            time.sleep(self._pause)
            client.until_answered(
                "rate", f"/orders/{order}/ratings", citizen, order=order, body={"grade": grade}, fact=grade
            )

    def _next(self) -> int:
        with self._lock:
            self._number += 1
            return self._number


def body_of(order: str, crew: Crew, number: int) -> dict[str, Any]:
    return {
        "id": order,
        "wish": "屋里漏雨,想问下危房那个补助",
        "applicant_name": "试一试",
        "applicant_phone": f"109{number % 100_000_000:08d}",
        "village_code": crew.grid.village_id,
    }
