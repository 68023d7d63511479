"""Calls that may take so long and no longer: a provider that drips its answer must not hold up a request."""

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import TypeVar

T = TypeVar("T")


class TooSlow(Exception):
    """No answer in time, or too many earlier calls still hang."""


class Calls:
    """At most ``calls_max`` at once; a late one goes on in its thread, unheard, and counts until it ends."""

    def __init__(self, calls_max: int) -> None:
        self._free = BoundedSemaphore(calls_max)

    def within(self, seconds: float, call: Callable[[], T]) -> T:
        """What ``call`` returns or raises, in at most ``seconds``. Raises TooSlow.

        The call runs in a thread of its own and must not touch the database.
        """
        if not self._free.acquire(blocking=False):
            raise TooSlow
        answers: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()
        Thread(target=self._run, args=(call, answers), daemon=True).start()
        try:
            answer, failure = answers.get(timeout=seconds)
        except Empty:
            raise TooSlow from None
        if failure:
            raise failure
        return answer  # type: ignore[return-value]

    def _run(
        self, call: Callable[[], T], answers: "SimpleQueue[tuple[T | None, BaseException | None]]"
    ) -> None:
        try:
            answers.put((call(), None))
        except BaseException as failure:
            answers.put((None, failure))
        finally:
            self._free.release()
