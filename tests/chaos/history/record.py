"""The history: one line for each operation of each client, with when it was begun and what came of it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path


class Outcome(StrEnum):
    #: A 2xx was read: it must be there for ever.
    ACKNOWLEDGED = "acknowledged"
    #: A 4xx was read: this attempt has changed nothing.
    REFUSED = "refused"
    #: The line broke, or 5xx: it may have been kept, and nobody was told.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Operation:
    """``begun`` and ``ended`` by the monotonic clock of the clients' host; ``who`` is a primary key as text."""

    verb: str
    order: str
    who: str
    outcome: Outcome
    status: int
    begun: float
    ended: float
    #: What was asked for (a grade) or answered (a winner's name).
    fact: str = ""


class History:
    """Written down at once, so that it outlives whoever made it."""

    def __init__(self, file: Path) -> None:
        self._file = file.open("w")
        self._lock = threading.Lock()
        self._operations: list[Operation] = []

    def add(self, operation: Operation) -> Operation:
        with self._lock:
            self._operations.append(operation)
            self._file.write(json.dumps(asdict(operation)) + "\n")
            self._file.flush()
        return operation

    def all(self) -> list[Operation]:
        with self._lock:
            return list(self._operations)

    def close(self) -> None:
        self._file.close()

    @contextmanager
    def since(self) -> Iterator[list[Operation]]:
        """The operations that ended within the block are in the list once it is left."""
        before, found = len(self.all()), list[Operation]()
        yield found
        found.extend(self.all()[before:])


def seconds_to_heal(operations: list[Operation], healed_at: float) -> float | None:
    """From the moment when the fault was over until a client, by then, was told that something was done."""
    after = [each.ended for each in operations if each.ended >= healed_at and each.outcome == "acknowledged"]
    return min(after) - healed_at if after else None


def now() -> float:
    return time.monotonic()
