"""The wire of a connection that uvicorn holds, with the ``websockets`` library inside.

``tests/realtime/test_uvicorn.py`` fails when either is built differently.
"""

from typing import Any

from realtime.hub.seat import Letter
from realtime.sockets.wires.limits import UNSENT_BYTES_MAX, Send
from realtime.sockets.wires.queue import QueueWire


def uvicorn_protocol(send: Any) -> Any | None:
    """Its ``send`` is a method of the connection. None for one that compresses what it sends."""
    protocol: Any = getattr(send, "__self__", None)
    # By name: who runs daphne has no uvicorn.
    if type(protocol).__name__ != "WebSocketsSansIOProtocol" or protocol.conn.extensions:
        return None
    return protocol


class UvicornWire(QueueWire):
    """Straight to the transport: a frame is made once for all sockets, and no task for each of them."""

    def __init__(self, send: Send, protocol: Any) -> None:
        super().__init__(send)
        self._protocol = protocol

    def offer(self, letter: Letter) -> bool:
        protocol = self._protocol
        if self._closing or protocol.close_sent or protocol.transport.is_closing():
            return True
        if protocol.transport.get_write_buffer_size() > UNSENT_BYTES_MAX:
            return False
        protocol.transport.write(letter.prepared(_text_frame))
        return True


def _text_frame(text: str) -> bytes:
    from websockets.frames import Frame, Opcode

    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
