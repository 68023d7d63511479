"""daphne on a host whose clock is wrong: ``python -m tests.chaos.skewed SECONDS -e … config.asgi:application``."""

import sys
import time
from datetime import timedelta

from django.utils import timezone


def set_clock(seconds: int) -> None:
    """Whatever the process asks its host for the time, the answer is so many seconds off."""
    real_now, real_time = timezone.now, time.time
    timezone.now = lambda: real_now() + timedelta(seconds=seconds)
    time.time = lambda: real_time() + seconds


if __name__ == "__main__":
    from daphne.cli import CommandLineInterface

    set_clock(int(sys.argv[1]))
    CommandLineInterface().run(sys.argv[2:])
