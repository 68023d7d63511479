"""The model of an order: a register with one winner, whose states follow the table and forget no acknowledged write."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from dispatch.orders.states import TRANSITIONS, State
from tests.chaos.history.record import Operation, Outcome

#: What each acknowledged operation leaves on the timeline.
EVENT = {
    "place": "placed",
    "claim": "claimed",
    "start": "started",
    "complete": "completed",
    "cancel": "cancelled",
    "rate": "rated",
}
#: At most once in the life of an order that nobody gives back.
ONCE = ("placed", "claimed", "started", "completed", "cancelled")


@dataclass(frozen=True)
class Event:
    """A line of an order's timeline, in the order in which the database wrote it. ``who`` is empty for the clock."""

    kind: str
    state: str
    version: int
    who: str = ""
    name: str = ""


def faults_of_orders(operations: Iterable[Operation], events: dict[str, list[Event]]) -> Iterator[str]:
    """One sentence for each thing that must not be; ``events`` by order, of every order of the history."""
    told: dict[str, list[Operation]] = defaultdict(list)
    for operation in operations:
        if operation.order:
            told[operation.order].append(operation)
    for order in told.keys() | events.keys():
        yield from (f"order {order}: {fault}" for fault in _faults(told[order], events.get(order, [])))


def lost_writes(operations: Iterable[Operation], events: dict[str, list[Event]]) -> list[Operation]:
    """Acknowledged and not there."""
    return [each for each in operations if _is_owed(each) and not _is_among(each, events.get(each.order, []))]


def _is_owed(operation: Operation) -> bool:
    return operation.outcome == Outcome.ACKNOWLEDGED and operation.verb in EVENT


def _is_among(operation: Operation, events: list[Event]) -> bool:
    return any(event.kind == EVENT[operation.verb] and event.who == operation.who for event in events)


def _faults(told: list[Operation], events: list[Event]) -> Iterator[str]:
    for operation in told:
        if _is_owed(operation) and not _is_among(operation, events):
            yield f"{operation.verb} by {operation.who} was acknowledged and is lost"
    yield from _more_than_one_winner(told, events)
    yield from _off_the_table(events)


def _more_than_one_winner(told: list[Operation], events: list[Event]) -> Iterator[str]:
    kinds = [event.kind for event in events]
    if "released" in kinds:
        return
    for kind in ONCE:
        if kinds.count(kind) > 1:
            yield f"{kinds.count(kind)} × {kind}"
    winners = {each.who for each in told if each.verb == "claim" and each.outcome == "acknowledged"}
    if len(winners) > 1:
        yield f"{len(winners)} agents were told that they had won"
    names = {event.name for event in events if event.kind == "claimed"}
    for each in told:
        if each.verb == "claim" and each.outcome == "refused" and each.fact and each.fact not in names:
            yield f"a loser was told that {each.fact} had won, and nobody of that name had"


def _off_the_table(events: list[Event]) -> Iterator[str]:
    if not events:
        return
    if events[0].kind != "placed" or events[0].state != State.OPEN:
        yield f"it begins with {events[0].kind}"
    steps = {(source, target) for sources, target in TRANSITIONS.values() for source in sources}
    for before, after in pairwise(events):
        if before.state != after.state and (before.state, after.state) not in steps:
            yield f"{before.state} → {after.state} is on no table"
        if after.version < before.version:
            yield f"version {after.version} after {before.version}"
