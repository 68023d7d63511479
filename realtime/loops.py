"""A loop that looks at the database again and again, and that nothing but its stop ends."""

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)


class Loop:
    """Calls ``tick`` until stopped: at once again while it says there is more, else after ``every_seconds``.

    A failing tick (a deadlock, a lost database connection) is logged once a minute, the connection is looked
    after, and the loop goes on.
    """

    def __init__(self, name: str, tick: Callable[[], bool], *, every_seconds: float) -> None:
        self.name = name
        self._tick = tick
        self._every_seconds = every_seconds
        self._woken = threading.Event()
        self._stopping = False

    def run(self) -> None:
        while not self._stopping:
            self._woken.clear()
            if not self._more_to_do() and not self._stopping:
                self._woken.wait(self._every_seconds)
        connections.close_all()

    def wake(self) -> None:
        """Look now. From any thread."""
        self._woken.set()

    def stop(self) -> None:
        self._stopping = True
        self.wake()

    def _more_to_do(self) -> bool:
        try:
            close_old_connections()
            return self._tick()
        except Exception as error:
            once_per_minute(
                logger, self.name, f"The {self.name} loop met {error!r} and goes on.", exc_info=True
            )
            return False
        finally:
            self._close_connections()

    def _close_connections(self) -> None:
        # Gives the connection back to the pool, or throws it away when it is broken.
        try:
            close_old_connections()
        except Exception as error:
            once_per_minute(logger, "close", f"A database connection could not be closed: {error!r}.")
