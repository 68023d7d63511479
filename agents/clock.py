"""The doors' clock: the database's, so that no host's wrong clock opens or closes an order early (F17).

Between two looks it runs by the host's monotonic clock, which nobody sets. Hosts of a fleet differ by what a look
takes on its way, not by what their own clocks say.
"""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection

LOOK_EVERY_SECONDS = 10.0


class Clock:
    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """UTC. Raises DatabaseError when it is time for a look and the database does not answer."""
        last = self._last
        if last is None or time.monotonic() - last[1] > LOOK_EVERY_SECONDS:
            last = self._last = _look()
        said, at = last
        return said + timedelta(seconds=time.monotonic() - at)


def _look() -> tuple[datetime, float]:
    """What the database's clock said, and at which moment of ours."""
    asked = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        (said,) = cursor.fetchone()
    # Said somewhere between question and answer: half way is the best guess.
    return said.astimezone(UTC), (asked + time.monotonic()) / 2


_clock = Clock()


def now() -> datetime:
    """What the database's clock says at this moment, UTC."""
    return _clock.now()
