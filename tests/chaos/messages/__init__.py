"""Messages under kill -9, providers that misbehave and a Redis that dies (F1, F3, F6 … F8, F10 … F12)."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.chaos.database import Database
from tests.chaos.messages import killed, latency, providers, redis_away
from tests.chaos.verdict import Verdict

# So few are enough to meet a kill of each kind once.
ORDERS_WHEN_SHORT, KILLS_WHEN_SHORT, KILLS = 60, 3, 6


def faults(*, database: Database, only: str, orders: int, rounds: int, short: bool) -> Iterator[Verdict]:
    """``only``: codes of faults, or ``providers``, ``redis``, ``latency`` or ``killed``; all when it is empty."""
    orders = min(orders, ORDERS_WHEN_SHORT) if short else orders
    scenes: dict[str, tuple[set[str], Callable[[], Iterator[Verdict]]]] = {
        "redis": ({"F11", "F12"}, redis_away.faults),
        "killed": ({"F3"}, partial(killed.faults, orders=orders, kills=KILLS_WHEN_SHORT if short else KILLS)),
        "providers": ({"F6", "F7", "F8", "F10"}, providers.faults),
        "latency": (set(), partial(latency.faults, rounds=rounds)),
    }
    asked = {word.strip() for word in only.split(",") if word.strip()}
    of_short = {"redis", "killed"} if short else set(scenes)
    for name, (codes, scene) in scenes.items():
        if asked & {name, *codes} or (not asked and name in of_short):
            yield from scene()
