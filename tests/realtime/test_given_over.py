"""An idle page under daphne holds its connection and little else."""

import gc

import pytest
from daphne.ws_protocol import WebSocketProtocol

from realtime.sockets.given_over import _FORGOTTEN, _Mouth


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
