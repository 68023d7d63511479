"""The pages as an ASGI application on a few fixed threads, which come back whatever becomes of the client."""

import asyncio
from concurrent.futures import CancelledError
from typing import Any

from a2wsgi.wsgi import WSGIMiddleware, WSGIResponder

# One thread for each answer under way; the loop takes what a thread hands over in pieces, so many at a time.
PIECES_WAITING_MAX = 10


class ClientLeft(ConnectionError):
    """Nobody takes the answer any more; raised in the thread that makes it, so that it stops."""


class PagesOnThreads(WSGIMiddleware):
    """``a2wsgi`` with a responder that notices when nobody takes the answer any more."""

    def __init__(self, pages: Any, *, threads: int) -> None:
        super().__init__(pages, workers=threads, send_queue_size=PIECES_WAITING_MAX)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await _Responder(self.app, self.executor, self.send_queue_size)(scope, receive, send)

    async def finish(self) -> None:
        """Return when every thread has come back, and take no more requests.

        A thread hands its answer over on the loop. One whose client had all it wanted may still be about to say that
        this was all, and would wait for ever for a loop that stands.
        """
        await asyncio.to_thread(self.executor.shutdown)


class _Responder(WSGIResponder):
    """When a client goes in the middle of a streamed answer, the server cancels the sender. The library's own thread
    then waits for ever for room in a queue that nobody empties; after ``HTTP_THREADS`` such downloads the site is dead.

    Everything below but ``send`` runs on the loop, so nothing can come in between.
    """

    _nobody_takes = False
    _refusal: Exception | None = None
    _handing_over: "asyncio.Task[Any] | None" = None

    async def sender(self, send: Any) -> None:
        try:
            await super().sender(send)
        except Exception as refusal:
            # The thread stops for it and says so. Nobody may wait for this task by then, and asyncio would log it anew.
            self._refusal = refusal
            if this := asyncio.current_task():
                this.add_done_callback(asyncio.Task.exception)
            raise
        finally:
            self._nobody_takes = True
            if self._handing_over:
                self._handing_over.cancel()

    def send(self, message: Any) -> None:
        """Called by the thread. Raises ClientLeft."""
        try:
            asyncio.run_coroutine_threadsafe(self._hand_over(message), self.loop).result()
        except CancelledError:
            raise ClientLeft from self._refusal

    async def _hand_over(self, message: Any) -> None:
        if self._nobody_takes:
            raise ClientLeft from self._refusal
        self._handing_over = asyncio.current_task()
        await self.send_queue.put(message)
