"""Who waits to be recognised. When the first of them has waited for a second, later ones are asked to come back.

A thousand pages that lost one server come back at the same moment (F24). What cannot be answered soon is answered at
once, cheaply, and spread by the pages' own pauses; a queue that only grows would greet pages that have given up.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")
WAITING_SECONDS_MAX = 1.0


class TooLong(Exception):
    """The queue does not move fast enough for one more."""


class Queue:
    """Tickets are drawn on the event loop and given up in the thread that serves them."""

    def __init__(self) -> None:
        self._numbers = count()
        self._waiting: dict[int, float] = {}

    @contextmanager
    def place(self) -> Iterator[int]:
        """A ticket, which is void once the block is left: whoever goes away holds up nobody. Raises TooLong."""
        ticket = self.ticket()
        try:
            yield ticket
        finally:
            self._waiting.pop(ticket, None)

    def ticket(self) -> int:
        """Raises TooLong."""
        now = time.monotonic()
        if self._first_since(now) < now - WAITING_SECONDS_MAX:
            raise TooLong
        number = next(self._numbers)
        self._waiting[number] = now
        return number

    def served(self, answer: Callable[..., T]) -> Callable[..., T]:
        """``answer`` with a ticket before its arguments."""

        def serve(ticket: int, *arguments: Any) -> T:
            self._waiting.pop(ticket, None)
            return answer(*arguments)

        return serve

    def _first_since(self, now: float) -> float:
        """When the one who has waited longest came; a thread may take the last one away between two looks."""
        try:
            return next(iter(self._waiting.values()), now)
        except RuntimeError:
            return now
