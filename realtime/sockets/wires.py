"""How letters reach a client, by the server that holds the connection."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from daphne.ws_protocol import WebSocketProtocol

from realtime.hub.seat import Letter, Wire
from realtime.sockets.given_over import Take, give_over

FRAME_BYTES_MAX = 64 * 1024
# A client that has not read so much is cut off; it refetches when it comes back (F23).
UNSENT_BYTES_MAX = 256 * 1024
LETTERS_WAITING_MAX = 64
CLOSE_SECONDS_MAX = 5

Send = Callable[[dict[str, Any]], Awaitable[None]]


def wire_for(send: Send) -> Wire:
    protocol = _daphne_protocol(send)
    return DaphneWire(protocol) if protocol else QueueWire(send)


class DaphneWire:
    """Straight to the transport: autobahn prepares a frame once for all sockets, a slow reader shows in the buffer.

    Daphne's own ``send`` returns at once however much lies unsent, so a queue before it would never fill; autobahn's
    puts a line for a log together each time, three times what is sent.
    """

    __slots__ = ("_protocol",)

    def __init__(self, protocol: WebSocketProtocol) -> None:
        self._protocol = protocol
        protocol.maxFramePayloadSize = protocol.maxMessagePayloadSize = FRAME_BYTES_MAX

    def offer(self, letter: Letter) -> bool:
        protocol = self._protocol
        if protocol.state != protocol.STATE_OPEN:
            return True
        unsent = _unsent_bytes(protocol.transport)
        if unsent > UNSENT_BYTES_MAX:
            return False
        prepared = letter.prepared(self._prepare)
        if protocol.send_queue or protocol._perMessageCompress is not None:
            protocol.sendPreparedMessage(prepared)
        else:
            _write(protocol.transport, prepared.payloadHybi, has_room=not unsent)
        return True

    def close(self, code: int) -> None:
        if self._protocol.state == self._protocol.STATE_OPEN:
            # Not ``sendClose``, which knows no code but 1000 and the application's own (1008, 1013 are others).
            # A client that does not answer it is dropped after a second, with all that lies unsent.
            self._protocol.sendCloseFrame(code=code)

    def give_over(self, take: Take) -> bool:
        give_over(self._protocol, take)
        return True

    def _prepare(self, text: str) -> Any:
        return self._protocol.factory.prepareMessage(text.encode())


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


def _daphne_protocol(send: Any) -> WebSocketProtocol | None:
    """Daphne's ``send`` is ``partial(server.handle_reply, protocol)``."""
    if isinstance(send, partial) and send.args and isinstance(send.args[0], WebSocketProtocol):
        return send.args[0]
    return None


def _write(transport: Any, frame: bytes, *, has_room: bool) -> None:
    """At once what the socket takes; only the rest waits for a turn of the loop, with a place in its selector."""
    sent = 0
    if has_room and transport.connected and hasattr(transport, "writeSomeData"):
        taken = transport.writeSomeData(frame)
        # Else the connection is lost, as the transport will notice with what it is given now.
        sent = taken if isinstance(taken, int) else 0
    if sent < len(frame):
        transport.write(frame[sent:])


def _unsent_bytes(transport: Any) -> int:
    """What Twisted holds because the client's window is full; 0 where a transport does not tell (TLS)."""
    buffered = len(getattr(transport, "dataBuffer", b"")) - getattr(transport, "offset", 0)
    waiting: int = getattr(transport, "_tempDataLen", 0)
    return buffered + waiting
