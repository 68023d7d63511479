"""Timing calls in this process."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def seconds(call: Callable[[], Any]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def each_seconds(call: Callable[[Any], Any], arguments: Iterable[Any]) -> list[float]:
    """How long each call took."""
    taken = []
    for argument in arguments:
        began = time.perf_counter()
        call(argument)
        taken.append(time.perf_counter() - began)
    return taken
