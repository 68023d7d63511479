"""A connection of daphne's that speaks to its page directly, and keeps nothing of its handshake.

Daphne holds a task and a queue for each socket, Twisted the HTTP request that it was upgraded from, autobahn the
headers once more: together more than half of what an idle socket took. This module knows the inside of all three;
``tests/realtime/test_given_over.py`` fails when one of them is built differently.
"""

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from daphne.ws_protocol import WebSocketProtocol

Take = Callable[[dict[str, Any]], None]

# What autobahn and daphne remember of the handshake and read never again; daphne's log asks for the path.
_FORGOTTEN = {
    "request": SimpleNamespace(path="/ws/"),
    "clean_headers": (),
    "http_headers": {},
    "http_request_data": b"",
    "http_status_line": "",
    "http_request_params": {},
    "websocket_origin": "",
    "_raw_query_string": b"",
    "_transport_details": None,
}


def give_over(protocol: WebSocketProtocol, take: Take) -> None:
    """Called by the application of this connection, which ends right after it."""
    told = protocol.application_queue
    protocol.application_queue = _Mouth(protocol, take)
    while not told.empty():
        protocol.application_queue.put_nowait(told.get_nowait())
    for name, nothing in _FORGOTTEN.items():
        if name in protocol.__dict__:
            setattr(protocol, name, nothing)
    _let_go_of_request(protocol.transport)


class _Mouth:
    """Stands where daphne's queue stood, and for its application: done when the client is gone."""

    __slots__ = ("_gone", "_take")

    def __init__(self, protocol: WebSocketProtocol, take: Take) -> None:
        self._take = take
        # Daphne asks its application now and then whether it is done, and cancels it at the end.
        self._gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        protocol.server.connections[protocol]["application_instance"] = self._gone

    def put_nowait(self, message: dict[str, Any]) -> None:
        self._take(message)
        if message["type"] == "websocket.disconnect" and not self._gone.done():
            self._gone.set_result(None)


def _let_go_of_request(transport: Any) -> None:
    """The HTTP channel is still the transport's producer: it would stop reading from who does not read.

    Who does not read is cut off by the wire, and who talks too much by the page.
    """
    if getattr(transport, "producer", None) is not None and not transport.disconnecting:
        transport.unregisterProducer()
