"""What the house of this process is busy with. A table is not emptied while somebody still writes into it.

A browser that is closed lets go of its requests, and the threads that answer them do not notice: the order they ask
for is then gone under their hands, or both wait for each other's lock.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

PATIENCE_SECONDS = 10.0


class Traffic:
    """Counts what was let in and has not come out again, on whatever thread."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._under_way = 0

    def pages(self, application: Any) -> Any:
        """A WSGI application, watched until its thread is done with the answer."""

        def watched(environ: dict[str, Any], start_response: Any) -> Iterator[bytes]:
            with self._one():
                answer = application(environ, start_response)
                try:
                    yield from answer
                finally:
                    answer.close()

        return watched

    def door(self, application: Any) -> Any:
        """An ASGI application, watched until it has hung up."""

        async def watched(scope: Any, receive: Any, send: Any) -> None:
            with self._one():
                await application(scope, receive, send)

        return watched

    def wait_until_over(self) -> None:
        with self._changed:
            over = self._changed.wait_for(lambda: self._under_way == 0, timeout=PATIENCE_SECONDS)
        assert over, f"{self._under_way} requests or sockets are still open at the end of the test"

    @contextmanager
    def _one(self) -> Iterator[None]:
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def _add(self, number: int) -> None:
        with self._changed:
            self._under_way += number
            self._changed.notify_all()


TRAFFIC = Traffic()
