"""A channel whose provider is away rests, so that nothing is started that would only use up its eight starts (F6, F7).

Each worker process has its own; a channel that is well again is found out by one delivery.
"""

import logging
from datetime import datetime, timedelta

from realtime.outbox.outcomes import Failed, Outcome, Sent
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

FAILURES_MAX = 5
REST = timedelta(seconds=15)


class Breaker:
    """Rests after five failures of the provider in a row, and for as long as a Retry-After asks for (F8)."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._failures = 0
        self._rests_until: datetime | None = None

    def is_resting(self, at: datetime) -> bool:
        return self._rests_until is not None and at < self._rests_until

    def limit(self, batch: int) -> int:
        """After a rest one delivery goes ahead of the others."""
        return 1 if self._failures >= FAILURES_MAX else batch

    def note(self, outcome: Outcome, *, at: datetime) -> None:
        if isinstance(outcome, Sent):
            self._failures, self._rests_until = 0, None
            return
        if not isinstance(outcome, Failed) or not outcome.is_about_channel:
            return
        self._failures += 1
        if outcome.needs_officer:
            # The alarm for whoever reads the log; the officers' page shows the failed deliveries.
            once_per_minute(
                logger, self._name, f"The channel {self._name} must be looked at: {outcome.error}"
            )
        if outcome.retry_after_seconds:
            self._rest(at + timedelta(seconds=outcome.retry_after_seconds))
        elif self._failures >= FAILURES_MAX:
            self._rest(at + REST)

    def _rest(self, until: datetime) -> None:
        self._rests_until = max(until, self._rests_until or until)
