"""Ringing the hub from synchronous code: never blocks, never raises, costs one entry in a queue.

One thread for each process sends on in order what is to be said: straight to this process's hub when there is no
Redis, else to the hubs of all processes. Redis that is down or hangs means that the post is dropped and logged once
a minute; pages refetch.
"""

import logging
import queue
import threading
import time

from django.conf import settings

from realtime.hub.hub import hub
from realtime.hub.post import Post
from realtime.hub.publishing import Publisher
from realtime.quiet_log import once_per_minute

logger = logging.getLogger(__name__)

POSTS_WAITING_MAX = 10_000
# After a failure Redis is left alone for a moment, so that a queue of posts does not wait half a second each.
REST_SECONDS = 1.0


class Bell:
    def __init__(self) -> None:
        self._posts: queue.Queue[Post] = queue.Queue(POSTS_WAITING_MAX)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._publisher = Publisher()
        self._rest_until = 0.0

    def ring(self, post: Post) -> None:
        if not post:
            return
        try:
            self._posts.put_nowait(post)
        except queue.Full:
            once_per_minute(logger, "full", "Too much to tell; frames are dropped and pages refetch.")
            return
        self._ensure_thread()

    def flush(self) -> None:
        """Returns when everything rung so far was sent or dropped."""
        self._posts.join()

    def _ensure_thread(self) -> None:
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="bell", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            post = self._posts.get()
            try:
                self._send_on(post)
            except Exception as error:
                self._rest_until = time.monotonic() + REST_SECONDS
                once_per_minute(logger, "redis", f"Redis does not answer ({error!r}); frames are dropped.")
            finally:
                self._posts.task_done()

    def _send_on(self, post: Post) -> None:
        if not settings.REDIS_URL:
            hub.take_in(post)
        elif time.monotonic() >= self._rest_until:
            self._publisher.publish(post)


bell = Bell()
