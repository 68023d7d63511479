"""Counters in this process's memory: one number for each who and what (GCRA, the leaky bucket as a clock).

A fleet of n processes lets through n times as much; what costs money or sends an SMS is counted in the database, too.
"""

import threading
from time import monotonic

from frontend.limits.table import Quota

# Some 10 MB; whoever comes when it is full finds the counters that ran out swept away first.
KEPT_MAX = 100_000


class Buckets:
    """Each bucket is the moment, by a monotonic clock, at which it will be empty again."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._empty_at: dict[tuple[str, str], float] = {}

    def take(self, quota: Quota, who: str, *, factor: int = 1, now_seconds: float | None = None) -> float:
        """Count one; seconds until the next one is allowed, 0 when this one was.

        What is refused is not counted: who keeps asking does not wait for ever.
        """
        now = monotonic() if now_seconds is None else now_seconds
        step = quota.seconds / (quota.count * factor)
        key = (quota.name, who)
        with self._lock:
            empty_at = max(now, self._empty_at.get(key, now)) + step
            wait = empty_at - now - quota.seconds
            # Half a step, for what the numbers lose in their last digits.
            if wait > step / 2:
                return wait
            if len(self._empty_at) >= KEPT_MAX and key not in self._empty_at:
                self._sweep(now)
            self._empty_at[key] = empty_at
        return 0.0

    def forget(self) -> None:
        with self._lock:
            self._empty_at.clear()

    def _sweep(self, now: float) -> None:
        """Those that are empty; if none is, all of them: to let some through is better than to keep all out."""
        self._empty_at = {key: at for key, at in self._empty_at.items() if at > now}
        if len(self._empty_at) >= KEPT_MAX:
            self._empty_at.clear()


buckets = Buckets()
