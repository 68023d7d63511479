"""Watching over the embedded database server while the site runs: one that was killed is started again."""

import sys
from threading import Event, Thread

from config.embedded.environment import Prepared
from config.embedded.errors import EmbeddedError

LOOK_SECONDS = 1.0


class DatabaseWatch:
    """A thread that looks after the server from time to time until it is told to stop."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared = prepared
        self._ending = Event()
        self._thread = Thread(target=self._watch, name="watch of the database", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more; the server may go down from now on."""
        self._ending.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ending.wait(LOOK_SECONDS):
            try:
                self._prepared.revive()
            except EmbeddedError as problem:
                print(problem, file=sys.stderr, flush=True)
