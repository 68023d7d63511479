"""Moves come by simulated instant, and in the order of planning within one."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.orders.simulation.queue import EventQueue

START = datetime(2026, 11, 2, tzinfo=UTC)


@given(st.lists(st.integers(0, 5)))
def test_earlier_moves_come_first_and_equal_ones_as_they_were_planned(minutes):
    queue = EventQueue()
    made: list[int] = []
    for number, minute in enumerate(minutes):
        at = START + timedelta(minutes=minute)
        queue.put(at, partial(made.append, number))
    while queue:
        planned = queue.next_at
        at, move = queue.take()
        assert at == planned
        move()
    assert made == sorted(range(len(minutes)), key=lambda number: minutes[number])


def test_an_empty_queue_has_nothing_to_take():
    queue = EventQueue()
    assert not queue
    with pytest.raises(IndexError):
        queue.take()
