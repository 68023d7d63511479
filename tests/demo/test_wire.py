"""The demo's socket client reads frames of every length and gives up when nothing comes."""

import json
import socket
import struct
from threading import Thread

import pytest

from config.demo.wire import Wire, WireError

UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


def frame(payload: bytes, kind: int = 0x81) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes([kind, size]) + payload
    return bytes([kind, 126]) + struct.pack(">H", size) + payload if size < 65536 else (
        bytes([kind, 127]) + struct.pack(">Q", size) + payload
    )  # fmt: skip


@pytest.fixture
def site():
    """``site(bytes)``: a server that answers the one who comes with these bytes and then stays silent."""
    listening = socket.create_server(("127.0.0.1", 0))
    accepted = []

    def serving(answer: bytes) -> str:
        def serve():
            connection, _ = listening.accept()
            accepted.append(connection)
            connection.recv(65536)
            connection.sendall(answer)

        Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield serving
    for connection in [*accepted, listening]:
        connection.close()


def connected(url):
    return Wire(url, cookies="session=x", language="en")


@pytest.mark.parametrize("size", [0, 100, 200, 70_000])
def test_a_frame_of_any_length_is_read_and_others_are_passed_over(site, size):
    card = {"type": "card", "html": "证" * size}
    said = [frame(b'{"type": "hello"}'), frame(b"", 0x89), frame(json.dumps(card).encode())]
    wire = connected(site(UPGRADED + b"".join(said)))
    assert wire.wait_for(5, type="card") == card
    wire.close()


def test_silence_is_an_error_that_says_so(site):
    wire = connected(site(UPGRADED))
    with pytest.raises(WireError, match="in time"):
        wire.wait_for(0.05, type="card")
    wire.close()


def test_a_closed_socket_is_an_error_that_says_so(site):
    wire = connected(site(UPGRADED + frame(b"\x03\xe8", 0x88)))
    with pytest.raises(WireError, match="closed"):
        wire.wait_for(5, type="card")
    wire.close()


def test_a_refused_socket_is_an_error_that_says_so(site):
    with pytest.raises(WireError, match="403"):
        connected(site(b"HTTP/1.1 403 Forbidden\r\n\r\n"))
