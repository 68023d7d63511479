"""A fault that repeats a thousand times a minute is one line a minute."""

import logging
import threading
import time

SECONDS_BETWEEN_LINES = 60.0

_lock = threading.Lock()
_last: dict[tuple[str, str], float] = {}


def once_per_minute(logger: logging.Logger, about: str, sentence: str, *, exc_info: bool = False) -> bool:
    """Log a warning unless the same subject was logged within the last minute. True when it was logged."""
    now = time.monotonic()
    key = (logger.name, about)
    with _lock:
        if now - _last.get(key, float("-inf")) < SECONDS_BETWEEN_LINES:
            return False
        _last[key] = now
    logger.warning("%s", sentence, exc_info=exc_info)
    return True
