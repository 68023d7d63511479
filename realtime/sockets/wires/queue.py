"""The wire of any server: its ``send`` may wait for the client."""

import asyncio
import contextlib

from realtime.hub.seat import Letter
from realtime.sockets.wires.given_over import Take
from realtime.sockets.wires.limits import Send

LETTERS_WAITING_MAX = 64
CLOSE_SECONDS_MAX = 5


class QueueWire:
    """For servers whose ``send`` waits for the client: a bounded queue and a task that empties it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._letters: asyncio.Queue[Letter] = asyncio.Queue(LETTERS_WAITING_MAX)
        self._writing: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    def offer(self, letter: Letter) -> bool:
        if self._closing:
            return True
        try:
            self._letters.put_nowait(letter)
        except asyncio.QueueFull:
            return False
        if self._writing is None or self._writing.done():
            self._writing = asyncio.ensure_future(self._write())
        return True

    def close(self, code: int) -> None:
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close(code))

    def give_over(self, take: Take) -> bool:
        return False

    async def _write(self) -> None:
        # A client that went away while it was written to is the consumer's business, which hears of it.
        with contextlib.suppress(OSError, RuntimeError):
            while not self._letters.empty():
                await self._send({"type": "websocket.send", "text": self._letters.get_nowait().text})

    async def _close(self, code: int) -> None:
        if self._writing:
            # What was offered before the close goes out first, unless the client does not read.
            await asyncio.wait({self._writing}, timeout=0 if self._letters.full() else CLOSE_SECONDS_MAX)
            self._writing.cancel()
        with contextlib.suppress(OSError, RuntimeError, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS_MAX):
                await self._send({"type": "websocket.close", "code": code})
