"""Who comes while the queue stands still is asked to come later; one that moves takes everybody (F24)."""

import pytest

from realtime.sockets import queueing
from realtime.sockets.queueing import Queue, TooLong


@pytest.fixture
def clock(monkeypatch):
    said = [100.0]
    monkeypatch.setattr(queueing.time, "monotonic", lambda: said[0])
    return said


def test_a_queue_that_stands_still_takes_nobody_more(clock):
    queue = Queue()
    queue.ticket()
    clock[0] += 0.9
    queue.ticket()
    clock[0] += 0.2
    with pytest.raises(TooLong):
        queue.ticket()


def test_a_queue_that_moves_takes_everybody(clock):
    queue = Queue()
    serve = queue.served(lambda name: f"hello {name}")
    for _ in range(1000):
        ticket = queue.ticket()
        clock[0] += 0.9
        assert serve(ticket, "Wei") == "hello Wei"
        clock[0] += 0.9


def test_one_who_is_being_answered_slowly_holds_up_nobody(clock):
    queue = Queue()
    ticket = queue.ticket()

    def slowly():
        clock[0] += 60
        return queue.ticket()

    assert queue.served(slowly)(ticket) > ticket


def test_who_goes_away_while_waiting_holds_up_nobody(clock):
    queue = Queue()
    with pytest.raises(ConnectionError), queue.place():
        raise ConnectionError
    clock[0] += 60
    queue.ticket()
