"""Ringing the hub from synchronous code: never blocks, never raises, costs one entry in a queue.

One thread for each process renders what is to be said and sends it on in order: straight to this process's
hub when there is no Redis, else through channels' layer on an event loop of its own. Redis that is down or
hangs means that the post is dropped and logged once a minute; pages refetch.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer
from django.conf import settings
from django.db import close_old_connections

from realtime.hub.hub import hub
from realtime.hub.line import GROUP
from realtime.hub.post import Post, pack
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

#: Makes the post, on the bell's own thread, for the languages given. May read the database.
Maker = Callable[[set[str]], Post]

POSTS_WAITING_MAX = 10_000
SEND_SECONDS_MAX = 0.5
# After a failure Redis is left alone for a moment, so that a queue of posts does not wait half a second each.
REST_SECONDS = 1.0


class Bell:
    def __init__(self) -> None:
        self._makers: queue.Queue[Maker] = queue.Queue(POSTS_WAITING_MAX)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._rest_until = 0.0

    def ring(self, make: Maker) -> None:
        try:
            self._makers.put_nowait(make)
        except queue.Full:
            once_per_minute(logger, "full", "Too much to tell; frames are dropped and pages refetch.")
            return
        self._ensure_thread()

    def flush(self) -> None:
        """Returns when everything rung so far was sent or dropped."""
        self._makers.join()

    def _ensure_thread(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        with asyncio.Runner() as runner:
            while True:
                make = self._makers.get()
                try:
                    self._send_on(make, runner)
                except Exception:
                    once_per_minute(logger, "make", "A frame could not be made.", exc_info=True)
                finally:
                    self._makers.task_done()

    def _send_on(self, make: Maker, runner: asyncio.Runner) -> None:
        if not settings.REDIS_URL:
            self._feed_hub(make)
        elif time.monotonic() >= self._rest_until:
            self._publish(_made(make, _all_languages()), runner)

    def _feed_hub(self, make: Maker) -> None:
        languages = hub.languages()
        if languages:
            hub.take_in(_made(make, languages))

    def _publish(self, post: Post, runner: asyncio.Runner) -> None:
        if not post:
            return
        try:
            runner.run(_send(pack(post)))
        except Exception as error:
            self._rest_until = time.monotonic() + REST_SECONDS
            once_per_minute(logger, "redis", f"Redis does not answer ({error!r}); frames are dropped.")


async def _send(message: dict[str, Any]) -> None:
    layer = get_channel_layer()
    try:
        async with asyncio.timeout(SEND_SECONDS_MAX):
            await layer.group_send(GROUP, message)
    except Exception:
        async with asyncio.timeout(SEND_SECONDS_MAX):
            await layer.flush()
        raise


def _made(make: Maker, languages: set[str]) -> Post:
    close_old_connections()
    try:
        return make(languages)
    finally:
        close_old_connections()


def _all_languages() -> set[str]:
    return {code for code, _ in settings.LANGUAGES}


bell = Bell()
