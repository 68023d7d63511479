"""How letters reach a client, by the server that holds the connection."""

from realtime.hub.seat import Wire
from realtime.sockets.wires.daphne import DaphneWire, daphne_protocol
from realtime.sockets.wires.limits import Send
from realtime.sockets.wires.queue import QueueWire
from realtime.sockets.wires.uvicorn import UvicornWire, uvicorn_protocol


def wire_for(send: Send) -> Wire:
    """``send`` of an accepted connection, as the server gave it to the application."""
    if protocol := daphne_protocol(send):
        return DaphneWire(protocol)
    if protocol := uvicorn_protocol(send):
        return UvicornWire(send, protocol)
    return QueueWire(send)
