"""The dispatcher and the deliveries beside the site: threads of this process, or processes when Redis joins them."""

import os
from typing import Protocol

from config.serve.children import Children

COMMANDS = ("dispatcher", "deliveries")


class Workers(Protocol):
    """What runs beside the site."""

    def stop(self, timeout_seconds: float) -> object:
        """End within the given seconds; work that was not finished is taken up by the next start."""


def start_workers() -> Workers:
    """Start them. Without REDIS_URL they share this process, whose hub they feed directly (DESIGN §5)."""
    if os.environ.get("REDIS_URL"):
        return Children(COMMANDS)
    from realtime.workers import start_threads

    return start_threads()
