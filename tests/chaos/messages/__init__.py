"""Messages under kill -9, providers that misbehave and a Redis that dies (F1, F3, F6 … F8, F10 … F12)."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.chaos.messages import killed, latency, providers, redis_away
from tests.chaos.verdict import Verdict


def faults(*, only: str, orders: int, rounds: int) -> Iterator[Verdict]:
    """``only``: ``providers``, ``redis``, ``latency`` or ``killed``; all of them when it is empty."""
    scenes: dict[str, Callable[[], Iterator[Verdict]]] = {
        "providers": providers.faults,
        "redis": redis_away.faults,
        "latency": partial(latency.faults, rounds=rounds),
        "killed": partial(killed.faults, orders=orders),
    }
    for name, scene in scenes.items():
        if only in ("", name):
            yield from scene()
