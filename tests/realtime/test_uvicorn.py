"""Letters under uvicorn, which a county may run its sockets on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from realtime.hub.seat import Letter
from realtime.sockets.wires import wire_for
from realtime.sockets.wires.limits import UNSENT_BYTES_MAX
from realtime.sockets.wires.queue import QueueWire
from realtime.sockets.wires.uvicorn import UvicornWire
from tests.realtime.ears import SECONDS_MAX
from tests.realtime.servers import free_port, wait_until, wait_until_listening

Act = Callable[[Any], None]


class Site:
    """An application that does one thing with the wire of each client, and stays until it is gone."""

    def __init__(self) -> None:
        self.act: Act = lambda wire: None
        self.wires: list[Any] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        wire = wire_for(send)
        self.act(wire)
        self.wires.append(wire)
        while (await receive())["type"] != "websocket.disconnect":
            pass


@pytest.fixture
def site() -> Site:
    return Site()


@contextmanager
def serving(site: Site, **options: Any) -> Iterator[int]:
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(site, port=port, lifespan="off", log_level="error", **options))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    wait_until_listening(port)
    yield port
    server.should_exit = True
    thread.join(SECONDS_MAX)


def visitor(port: int, **said: Any) -> ClientConnection:
    return connect(f"ws://127.0.0.1:{port}/", close_timeout=0.2, **said)


@pytest.fixture
def visit(site: Site) -> Iterator[Callable[..., ClientConnection]]:
    with ExitStack() as stack:
        port = stack.enter_context(serving(site, ws_per_message_deflate=False))

        def visited(act: Act, **said: Any) -> ClientConnection:
            site.act = act
            return stack.enter_context(visitor(port, **said))

        yield visited


def test_letters_go_straight_to_the_connection_in_order(site, visit):
    letters = [Letter(f"{number} 屋里漏雨") for number in range(100)]
    client = visit(lambda wire: [wire.offer(letter) for letter in letters])
    assert [client.recv(timeout=SECONDS_MAX) for _ in letters] == [letter.text for letter in letters]
    assert type(site.wires[0]) is UvicornWire


def test_who_does_not_read_is_told_apart(site, visit):
    letter, taken = Letter("x" * 60_000), []

    def as_much_as_goes(wire: Any) -> None:
        while wire.offer(letter):
            taken.append(letter)

    visit(as_much_as_goes, max_queue=1)
    wait_until(lambda: site.wires, "it is full")
    assert len(taken) * 60_000 >= UNSENT_BYTES_MAX


def test_a_close_says_its_code_after_what_was_offered(site, visit):
    def goodbye(wire: Any) -> None:
        wire.offer(Letter("last"))
        wire.close(4401)
        assert wire.offer(Letter("after the close")), "what comes after the close is nobody's business"

    client = visit(goodbye)
    assert client.recv(timeout=SECONDS_MAX) == "last"
    with pytest.raises(ConnectionClosed) as closed:
        client.recv(timeout=SECONDS_MAX)
    assert closed.value.rcvd
    assert closed.value.rcvd.code == 4401


def test_a_client_that_has_left_is_nobodys_business(site, visit):
    client = visit(lambda wire: None)
    wait_until(lambda: site.wires, "it is there")
    client.close()
    wire = site.wires[0]
    wait_until(lambda: wire._protocol.transport.is_closing(), "it is gone")
    assert wire.offer(Letter("x"))


def test_what_is_compressed_goes_through_the_server(site):
    site.act = lambda wire: wire.offer(Letter("屋里漏雨"))
    with serving(site, ws_per_message_deflate=True) as port, visitor(port) as client:
        assert client.recv(timeout=SECONDS_MAX) == "屋里漏雨"
    assert type(site.wires[0]) is QueueWire
