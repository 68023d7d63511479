"""The wire of a connection that daphne holds."""

from functools import partial
from typing import Any

from daphne.ws_protocol import WebSocketProtocol

from realtime.hub.seat import Letter
from realtime.sockets.wires.given_over import Take, give_over
from realtime.sockets.wires.limits import FRAME_BYTES_MAX, UNSENT_BYTES_MAX


def daphne_protocol(send: Any) -> WebSocketProtocol | None:
    """Daphne's ``send`` is ``partial(server.handle_reply, protocol)``."""
    if isinstance(send, partial) and send.args and isinstance(send.args[0], WebSocketProtocol):
        return send.args[0]
    return None


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
        unsent = unsent_bytes(protocol.transport)
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


def _write(transport: Any, frame: bytes, *, has_room: bool) -> None:
    """At once what the socket takes; only the rest waits for a turn of the loop, with a place in its selector."""
    sent = 0
    if has_room and transport.connected and hasattr(transport, "writeSomeData"):
        taken = transport.writeSomeData(frame)
        # Else the connection is lost, as the transport will notice with what it is given now.
        sent = taken if isinstance(taken, int) else 0
    if sent < len(frame):
        transport.write(frame[sent:])


def unsent_bytes(transport: Any) -> int:
    """What Twisted holds because the client's window is full; 0 where a transport does not tell (TLS)."""
    buffered = len(getattr(transport, "dataBuffer", b"")) - getattr(transport, "offset", 0)
    waiting: int = getattr(transport, "_tempDataLen", 0)
    return buffered + waiting
