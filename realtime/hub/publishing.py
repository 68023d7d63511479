"""A post on its way to the hubs of all processes, as channels' layer would send it, but without an event loop.

``group_send`` from a thread costs a task and a loop's turn for each post, three times what is sent (ADR 11).
"""

from channels.layers import get_channel_layer
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from realtime.hub.line import GROUP
from realtime.hub.post import Post, pack

#: Longer nobody waits for Redis, neither for a connection nor for an answer.
SECONDS_MAX = 0.5
#: Where the layer's subscribers of the group listen (``channels_redis.pubsub``; no other prefix is configured).
CHANNEL = f"asgi__group__{GROUP}"


class Publisher:
    """Used by one thread."""

    def __init__(self) -> None:
        self._redis: Redis | None = None
        self._url = ""

    def publish(self, post: Post) -> None:
        """Once, without trying again. Raises ``redis.RedisError`` or OSError when Redis does not take it in time."""
        self._connected().publish(CHANNEL, get_channel_layer().serialize(pack(post)))

    def _connected(self) -> Redis:
        if self._redis is None or self._url != settings.REDIS_URL:
            self._url = settings.REDIS_URL
            self._redis = Redis.from_url(
                self._url,
                socket_timeout=SECONDS_MAX,
                socket_connect_timeout=SECONDS_MAX,
                socket_keepalive=True,
                retry=Retry(NoBackoff(), 0),
            )
        return self._redis
