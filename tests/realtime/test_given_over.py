"""An idle page under daphne holds its connection and little else."""

import gc
import json

import pytest
from daphne.ws_protocol import WebSocketProtocol

from realtime.hub import groups, hub
from realtime.hub.post import Frame, Post
from realtime.sockets.wires.daphne import unsent_bytes
from realtime.sockets.wires.given_over import _FORGOTTEN, _Mouth
from tests.realtime.ears import everything_rung


def open_connections() -> list[WebSocketProtocol]:
    gc.collect()
    # Not ``isinstance``: it asks lazy objects of other tests for their class, and some refuse by now.
    found = [one for one in gc.get_objects() if issubclass(type(one), WebSocketProtocol)]
    return [one for one in found if one.state == one.STATE_OPEN]


@pytest.fixture
def connection(cast, page):
    page(cast.wei.user)
    (found,) = open_connections()
    return found


def test_the_connection_speaks_to_its_page_itself(connection):
    assert isinstance(connection.application_queue, _Mouth)
    assert not connection.server.connections[connection]["application_instance"].done()


def test_everything_that_is_forgotten_was_there(connection):
    assert set(_FORGOTTEN) <= set(connection.__dict__)
    assert all(connection.__dict__[name] == nothing for name, nothing in _FORGOTTEN.items())


def test_the_transport_does_not_keep_the_request_it_came_from(connection):
    assert connection.transport.producer is None


def test_what_the_socket_did_not_take_at_once_comes_after_it_whole_and_in_order(cast, page):
    behind = page(cast.wei.user, max_queue=1)
    (connection,) = open_connections()
    sent = 0
    while not (unsent := unsent_bytes(connection.transport)):
        _tell(cast.wei, sent)
        sent += 1
    assert 0 < unsent < FRAME_BYTES
    for number in (sent, sent + 1):
        _tell(cast.wei, number)
    assert [behind.next()["number"] for _ in range(sent + 2)] == list(range(sent + 2))
    assert behind.types() == []


FRAME_BYTES = 60_000


def _tell(agent, number: int) -> None:
    text = json.dumps({"type": "order", "number": number, "pad": "x" * (FRAME_BYTES - 60)})
    hub.take_in(Post(frames=(Frame(to=(groups.agent(agent.pk),), texts={"": text}),)))
    everything_rung()
