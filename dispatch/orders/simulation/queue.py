"""What happens next. Pure Python."""

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count

Move = Callable[[], None]


class EventQueue:
    """Moves by simulated instant; those of one instant in the order in which they were put in."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Move]] = []
        self._turns = count()

    def put(self, at: datetime, move: Move) -> None:
        heapq.heappush(self._heap, (at, next(self._turns), move))

    def take(self) -> tuple[datetime, Move]:
        """The earliest move and its instant. Raises IndexError when nothing is left to do."""
        at, _, move = heapq.heappop(self._heap)
        return at, move

    @property
    def next_at(self) -> datetime:
        """When the next move is made. Raises IndexError when there is none."""
        return self._heap[0][0]

    def __bool__(self) -> bool:
        return bool(self._heap)
