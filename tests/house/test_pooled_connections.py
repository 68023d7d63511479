"""A pooled connection costs no question, and one that the server has ended is never handed out."""

from typing import Any, ClassVar

import pytest
from django.db import connection

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
