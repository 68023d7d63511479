"""The one subscription of a process: from Redis, through channels' layer, to the hub. Comes back for ever.

The layer heals most breaks by itself, but not all (its receiving task ends on an operating system's
time-out, and a host that vanished is never noticed). So each process sends itself a probe through Redis, and
a line that does not carry the probe is thrown away and made anew.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer

from realtime.hub.post import Post, unpack
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

#: The one group that every hub is in.
GROUP = "hub"
PROBE_EVERY_SECONDS = 2.0
PROBE_PATIENCE_SECONDS = 2.0
CONNECT_SECONDS_MAX = 2.0
AGAIN_AFTER_SECONDS = 0.5


class Line:
    def __init__(self, accept: Callable[[Post], None]) -> None:
        self._accept = accept
        self._up = asyncio.Event()
        self._probed = asyncio.Event()

    @property
    def is_up(self) -> bool:
        return self._up.is_set()

    async def until_up(self, *, timeout_seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._up.wait(), timeout_seconds)
        return self.is_up

    async def listen_for_ever(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as error:
                once_per_minute(
                    logger, "line", f"Redis does not answer ({error!r}); pages refetch meanwhile."
                )
            finally:
                self._up.clear()
            await _throw_away_connections()
            # Spread out, so that a Redis that comes back is not met by all processes at once.
            await asyncio.sleep(AGAIN_AFTER_SECONDS * random.uniform(1, 2))  # noqa: S311 (jitter is no secret)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        async with asyncio.timeout(CONNECT_SECONDS_MAX):
            channel = await layer.new_channel("hub.")
            await layer.group_add(GROUP, channel)
        receiving = asyncio.create_task(self._receive(layer, channel))
        watching = asyncio.create_task(self._watch(layer, channel))
        try:
            done, _ = await asyncio.wait({receiving, watching}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in (receiving, watching):
                task.cancel()
            # Cancelling a receive makes the layer unsubscribe, which a hung Redis would hold up.
            await asyncio.wait({receiving, watching}, timeout=CONNECT_SECONDS_MAX)

    async def _receive(self, layer: Any, channel: str) -> None:
        while True:
            message = await layer.receive(channel)
            if message.get("type") == "probe":
                self._probed.set()
                continue
            try:
                self._accept(unpack(message))
            except (KeyError, TypeError, ValueError):
                once_per_minute(logger, "post", "A message that is no post came through Redis.")

    async def _watch(self, layer: Any, channel: str) -> None:
        while True:
            self._probed.clear()
            async with asyncio.timeout(PROBE_PATIENCE_SECONDS):
                await layer.send(channel, {"type": "probe"})
                await self._probed.wait()
            self._up.set()
            await asyncio.sleep(PROBE_EVERY_SECONDS)


async def _throw_away_connections() -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(CONNECT_SECONDS_MAX):
            await get_channel_layer().flush()
