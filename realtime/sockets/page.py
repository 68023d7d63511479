"""One open page. It hears its groups through the hub; of what it says only a ping is answered.

Thousands of pages only listen, so a page under daphne is no coroutine, task or queue while nothing happens: once it
hears everything, the connection itself is given over to it (``wires.py``).
"""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from channels.db import DatabaseSyncToAsync
from django.db import DatabaseError

from realtime.hub.hub import NOT_PERMITTED, NOT_SIGNED_IN, TRY_AGAIN_LATER, hub
from realtime.hub.seat import Letter, Seat, Wire
from realtime.quiet_log import once_per_minute
from realtime.sockets.handshake import handshake_headers
from realtime.sockets.limits import Flood, UnwelcomeFrame, type_of
from realtime.sockets.queueing import Queue, TooLong
from realtime.sockets.visitor import NotSignedIn, OrderNotYours, Visitor, identify
from realtime.sockets.wires import wire_for

logger = logging.getLogger(__name__)

#: Version of the frames' contract, said in the first frame.
FRAMES_VERSION = 1
HELLO = Letter(json.dumps({"type": "hello", "version": FRAMES_VERSION}))
PONG = Letter(json.dumps({"type": "pong"}))

# A few threads for reading sessions: a thousand reconnects at once queue here and not at the database.
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sockets")
_queue = Queue()
_identify = DatabaseSyncToAsync(_queue.served(identify), thread_sensitive=False, executor=_readers)


async def page_socket(scope: Any, receive: Any, send: Any) -> None:
    """An ASGI application for a socket that is not accepted yet. Returns when the page went away or was given over."""
    await receive()
    # Accepted first: a browser is told the code of an accepted socket only.
    await send({"type": "websocket.accept", "headers": handshake_headers()})
    wire = wire_for(send)
    page = Page(wire)
    try:
        await page.come_in(scope)
        if wire.give_over(page.take):
            return
        while not page.is_gone:
            page.take(await receive())
    except BaseException:
        page.leave()
        raise


class Page:
    """Takes what its client says, as ASGI's messages, on the event loop."""

    __slots__ = ("_flood", "_is_closing", "_seat", "_wire", "is_gone")

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._seat: Seat | None = None
        self._flood = Flood()
        self._is_closing = False
        self.is_gone = False

    async def come_in(self, scope: Any) -> None:
        visitor = await self._identify_or_close(scope)
        if visitor is None:
            return
        await hub.ready()
        self._seat = Seat(self._wire, language=visitor.language, groups=visitor.groups)
        hub.join(self._seat)
        # Hello is the first frame and says: you hear everything now, so read the page's facts.
        self._wire.offer(HELLO)

    def take(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.disconnect":
            self.is_gone = self._is_closing = True
            self.leave()
        elif not self._is_closing:
            self._answer(message.get("text"))

    def leave(self) -> None:
        if self._seat:
            hub.leave(self._seat)

    def _answer(self, text: str | None) -> None:
        try:
            self._flood.count(at_seconds=time.monotonic())
            type_of(text)
        except UnwelcomeFrame as unwelcome:
            self._hang_up(unwelcome.code)
            return
        if not self._wire.offer(PONG):
            self._hang_up(TRY_AGAIN_LATER)

    async def _identify_or_close(self, scope: Any) -> Visitor | None:
        try:
            with _queue.place() as ticket:
                visitor: Visitor = await _identify(ticket, scope)
                return visitor
        except TooLong:
            self._hang_up(TRY_AGAIN_LATER)
        except NotSignedIn:
            self._hang_up(NOT_SIGNED_IN)
        except OrderNotYours:
            self._hang_up(NOT_PERMITTED)
        except DatabaseError as error:
            once_per_minute(
                logger, "identify", f"The database does not answer ({error!r}); sockets come back later."
            )
            self._hang_up(TRY_AGAIN_LATER)
        return None

    def _hang_up(self, code: int) -> None:
        self._is_closing = True
        self.leave()
        self._wire.close(code)
