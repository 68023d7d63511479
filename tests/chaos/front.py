"""What nginx is to a fleet: the list of web processes that requests are handed to, and who is still being answered."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

DRAIN_SECONDS_MAX = 30.0


class Front:
    def __init__(self, urls: list[str]) -> None:
        self._urls, self._turns = list(urls), count()
        self._busy: Counter[str] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def hand_over(self) -> Iterator[str]:
        """The address of the next one in turn, which counts as busy within the block."""
        with self._lock:
            url = self._urls[next(self._turns) % len(self._urls)]
            self._busy[url] += 1
        try:
            yield url
        finally:
            with self._lock:
                self._busy[url] -= 1

    def take_out(self, url: str) -> float:
        """Nothing is handed to it any more; the seconds until it had answered everything."""
        begun = time.monotonic()
        with self._lock:
            self._urls.remove(url)
        while self._busy[url] and time.monotonic() - begun < DRAIN_SECONDS_MAX:
            time.sleep(0.02)
        return time.monotonic() - begun

    def put_back(self, url: str) -> None:
        with self._lock:
            self._urls.append(url)
