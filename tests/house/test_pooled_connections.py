"""A pooled connection costs no question, and one that the server has ended is never handed out."""

from typing import Any, ClassVar

import pytest
from django.db import connection

from agents.one_view import one_view
from config.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


class WithPoolOfItsOwn(base.DatabaseWrapper):
    _connection_pools: ClassVar[dict[str, Any]] = {}


@pytest.fixture
def pooled():
    given = connection.settings_dict
    options = given["OPTIONS"] | {"pool": {"min_size": 1, "max_size": 1}}
    wrapper = WithPoolOfItsOwn(given | {"OPTIONS": options})
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def process_of(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        return cursor.fetchone()[0]


def test_an_idle_connection_is_taken_again_and_asked_nothing(pooled, monkeypatch):
    first = process_of(pooled)
    pooled.close()
    monkeypatch.setattr(base, "_answers", lambda connection: pytest.fail("asked"))
    assert process_of(pooled) == first


def test_one_that_the_server_has_ended_is_replaced(pooled):
    first = process_of(pooled)
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("select pg_terminate_backend(%s, 5000)", [first])
        assert cursor.fetchone() == (True,)
    assert process_of(pooled) != first


def test_one_that_was_told_something_and_lives_is_asked_and_kept(pooled):
    first = process_of(pooled)
    with pooled.cursor() as cursor:
        cursor.execute("listen looked_at")
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("notify looked_at")
    assert process_of(pooled) == first


def test_who_is_frozen_in_the_middle_of_a_transaction_holds_its_rows_for_a_while_only(transactional_db):
    """F4: whoever waits for the row would wait for ever, and a worker would pass it by for ever."""
    with connection.cursor() as cursor:
        cursor.execute("show idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("20s",)


def test_who_only_reads_may_take_longer(transactional_db):
    with one_view(), connection.cursor() as cursor:
        cursor.execute("show idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("0",)
    with connection.cursor() as cursor:
        cursor.execute("show idle_in_transaction_session_timeout")
        assert cursor.fetchone() == ("20s",)
