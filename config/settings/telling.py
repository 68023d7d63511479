"""Sockets and messages. Without REDIS_URL one process does everything and the hub is fed directly."""

from typing import Any

from config import env
from config.settings.base import DEMO

REDIS_URL = env.text("REDIS_URL", "")


def channel_layers(redis_url: str) -> dict[str, Any]:
    """One Redis for the hubs of all processes. Each hub has a single subscription, which it probes itself.

    The time-outs are explicit: redis-py's default for a read (5 s) drops a subscriber to whom nothing is
    said, and its default for connecting is as long. Whoever publishes waits for Redis half a second at most
    (``bell.py``).
    """
    if not redis_url:
        return {}
    host = {
        "address": redis_url,
        "socket_timeout": None,
        "socket_connect_timeout": 1,
        "socket_keepalive": True,
    }
    return {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}
    }


CHANNEL_LAYERS = channel_layers(REDIS_URL)

# Channels that carry messages, by name; the console needs no provider, the inbox is for demo mode only.
MESSAGE_CHANNELS = env.words("MESSAGE_CHANNELS", "inbox,console" if DEMO else "console")
