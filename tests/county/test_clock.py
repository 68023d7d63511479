"""The doors' clock is the database's, whatever a host's own clock says or is set to (F17)."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from agents import clock as clocks
from agents.clock import Clock
from realtime.clock import database_now

pytestmark = pytest.mark.django_db


def test_a_hosts_wrong_clock_changes_nothing(monkeypatch):
    clock = Clock()
    wrong = datetime(2001, 1, 1, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: wrong)
    monkeypatch.setattr(time, "time", wrong.timestamp)
    assert abs(clock.now() - database_now()) < timedelta(seconds=1)


def test_it_never_steps_back_between_two_looks():
    clock = Clock()
    said = [clock.now() for _ in range(1000)]
    assert said == sorted(said)


def test_it_looks_once_in_ten_seconds(monkeypatch, django_assert_num_queries):
    clock, passed = Clock(), [0.0]
    monkeypatch.setattr(clocks.time, "monotonic", lambda: passed[0])
    with django_assert_num_queries(1):
        first = clock.now()
        passed[0] = 9.0
        assert clock.now() - first == timedelta(seconds=9)
    with django_assert_num_queries(1):
        passed[0] = 10.1
        clock.now()
