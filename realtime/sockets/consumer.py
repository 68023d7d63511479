"""One open page. It hears its groups through the hub; of what it says only a ping is answered."""

import json
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from channels.db import DatabaseSyncToAsync
from channels.generic.websocket import AsyncWebsocketConsumer
from django.db import DatabaseError

from realtime.hub.hub import NOT_PERMITTED, NOT_SIGNED_IN, TRY_AGAIN_LATER, hub
from realtime.hub.seat import Letter, Seat
from realtime.quiet_log import once_per_minute
from realtime.sockets.handshake import handshake_headers
from realtime.sockets.limits import Flood, UnwelcomeFrame, type_of
from realtime.sockets.visitor import NotSignedIn, OrderNotYours, Visitor, identify
from realtime.sockets.wires import wire_for

logger = logging.getLogger(__name__)

#: Version of the frames' contract, said in the first frame.
FRAMES_VERSION = 1
HELLO = Letter(json.dumps({"type": "hello", "version": FRAMES_VERSION}))
PONG = Letter(json.dumps({"type": "pong"}))

# A few threads for reading sessions: a thousand reconnects at once queue here and not at the database.
_readers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="sockets")
_identify = DatabaseSyncToAsync(identify, thread_sensitive=False, executor=_readers)


class Socket(AsyncWebsocketConsumer):  # type: ignore[misc]
    # The hub listens for all sockets of the process; a subscription for each one is what it replaces.
    channel_layer_alias = None

    seat: Seat | None = None
    is_closing = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            if self.seat:
                hub.leave(self.seat)

    async def dispatch(self, message: dict[str, Any]) -> None:
        # Without channels' clean-up of database connections (a thread hop a frame): this thread has none.
        await getattr(self, message["type"].replace(".", "_"))(message)

    async def connect(self) -> None:
        # Accepted first: a browser is told the code of an accepted socket only.
        await self.accept(headers=handshake_headers())
        self.wire = wire_for(self.base_send)
        self.flood = Flood()
        visitor = await self._identify_or_close()
        if visitor is None:
            return
        await hub.ready()
        # Hello is the first frame and says: from here on you hear everything, so read the page's facts now.
        self.wire.offer(HELLO)
        self.seat = Seat(self.wire, language=visitor.language, groups=visitor.groups)
        hub.join(self.seat)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self.is_closing:
            return
        try:
            self.flood.count(at_seconds=time.monotonic())
            type_of(text_data)
        except UnwelcomeFrame as unwelcome:
            self._hang_up(unwelcome.code)
            return
        if not self.wire.offer(PONG):
            self._hang_up(TRY_AGAIN_LATER)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        self.is_closing = True
        await super().websocket_disconnect(message)

    async def _identify_or_close(self) -> Visitor | None:
        try:
            visitor: Visitor = await _identify(self.scope)
            return visitor
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
        self.is_closing = True
        if self.seat:
            hub.leave(self.seat)
        self.wire.close(code)
