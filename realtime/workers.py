"""Dispatcher and deliveries as threads of the embedded runner's one process, or of one of their own."""

import threading
import time
from collections.abc import Iterable

from realtime.deliveries import delivery_loops
from realtime.dispatcher import dispatcher_loop
from realtime.loops import Loop
from realtime.sweeping import sweeping_loop


class Workers:
    """Running loops, each in a thread."""

    def __init__(self, loops: Iterable[Loop]) -> None:
        self._loops = list(loops)
        self._threads = [
            threading.Thread(target=loop.run, name=loop.name, daemon=True) for loop in self._loops
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, timeout_seconds: float = 10.0) -> bool:
        """Let each finish what it has begun. True when all have ended in time."""
        for loop in self._loops:
            loop.stop()
        deadline = time.monotonic() + timeout_seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)


def start_threads() -> Workers:
    """Dispatcher and deliveries in this process.

    Without REDIS_URL the frames of their news go straight to the hub of this process, so the sockets must be
    served here, too; with it they go to the hubs of all processes.
    """
    return Workers([dispatcher_loop(), sweeping_loop(), *delivery_loops()])
