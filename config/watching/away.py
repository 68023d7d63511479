"""While the database is away each request fails alike: one line a minute says so, and not a traceback for each."""

import logging
import threading
import time

from frontend.database_errors import is_away

SECONDS_BETWEEN_LINES = 60.0


class DatabaseAway(logging.Filter):
    """For ``django.request``. The first such failure is one line; the next, a minute later, counts those between."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()
        self._said_at = float("-inf")
        self._unsaid = 0

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if not is_away(error):
            return True
        with self._lock:
            if time.monotonic() - self._said_at < SECONDS_BETWEEN_LINES:
                self._unsaid += 1
                return False
            self._said_at, unsaid, self._unsaid = time.monotonic(), self._unsaid, 0
        # The class alone: a database's message may name hosts and people.
        record.msg = "The database does not serve (%s); answers are 503 until it does. Not told of since: %d."
        record.args = (type(error).__name__, unsaid)
        record.exc_info = record.exc_text = None
        return True
