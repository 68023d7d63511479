"""Waiting for something outside this process, with an end to it."""

import time
from collections.abc import Callable

STEP_SECONDS = 0.02


def wait_until(condition: Callable[[], bool], *, timeout_seconds: float) -> bool:
    """True as soon as the condition holds; False when it did not hold within the given seconds."""
    deadline = time.monotonic() + timeout_seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(STEP_SECONDS)
    return True
