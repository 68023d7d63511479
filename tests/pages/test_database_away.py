"""A database that undoes a transaction is asked again; one that is away is 503, never a 500 (F13, F15)."""

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError
from psycopg import errors

from dispatch.orders import actions
from dispatch.orders.models import Order, OrderEvent
from frontend.database_errors import is_away
from tests.api.conftest import Caller, is_problem
from tests.pages.clock import browser_of, stand_at

pytestmark = pytest.mark.django_db


def error_of(cause: Exception) -> OperationalError:
    error = OperationalError("what a server said")
    error.__cause__ = cause
    return error


class Failing:
    """Fails so many times, then lets through."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, module: object, name: str, *, times: int, error
    ) -> None:
        self.calls = 0
        real = getattr(module, name)

        def call(*args, **said):
            self.calls += 1
            if self.calls <= times:
                raise error
            return real(*args, **said)

        monkeypatch.setattr(module, name, call)


@pytest.fixture
def claims(monkeypatch: pytest.MonkeyPatch):
    def fail(times: int, cause: Exception) -> Failing:
        return Failing(monkeypatch, actions, "claim_order", times=times, error=error_of(cause))

    return fail


@pytest.mark.parametrize("cause", [errors.SerializationFailure("x"), errors.DeadlockDetected("x")])
def test_what_was_undone_is_done_again(cast, place, nine, claims, monkeypatch, cause):
    stand_at(monkeypatch, nine)
    order, failing = place(), claims(2, cause)
    assert Caller(cast.wei.user).post(f"/orders/{order.pk}/claim").status_code == 200
    assert failing.calls == 3
    assert OrderEvent.objects.filter(order=order, kind="claimed").count() == 1


def test_three_times_is_enough(cast, place, claims):
    order, failing = place(), claims(99, errors.DeadlockDetected("x"))
    client = Caller(cast.wei.user)
    client.client.raise_request_exception = False
    answer = client.post(f"/orders/{order.pk}/claim")
    is_problem(answer, 503, "service_unavailable")
    assert answer["Retry-After"] == "5" and failing.calls == 3
    assert Order.objects.get().state == "open"


@pytest.mark.parametrize(
    "cause",
    [
        errors.AdminShutdown("x"),
        errors.DiskFull("x"),
        psycopg.OperationalError("no server"),
        errors.ReadOnlySqlTransaction("x"),
        errors.IdleInTransactionSessionTimeout("x"),
    ],
)
def test_a_database_that_is_away_is_said_to_be_and_asked_once(cast, place, claims, cause):
    order, failing = place(), claims(99, cause)
    client = Caller(cast.wei.user)
    client.client.raise_request_exception = False
    answer = client.post(f"/orders/{order.pk}/claim")
    is_problem(answer, 503, "service_unavailable")
    assert answer["Retry-After"] == "5" and failing.calls == 1


def test_our_own_mistake_is_still_500():
    error = ProgrammingError("no such column")
    error.__cause__ = errors.UndefinedColumn("x")
    assert not is_away(error)


def test_a_page_says_that_nothing_confirmed_is_lost(cast, monkeypatch):
    def broken(*args, **said):
        raise error_of(psycopg.OperationalError("no server"))

    browser = browser_of(cast.chen)
    browser.raise_request_exception = False
    monkeypatch.setattr("agents.sign_in.session_store.SessionStore.load", broken)
    page = browser.get("/orders/")
    assert page.status_code == 503 and page["Retry-After"] == "5"
    assert "Nothing that was confirmed is lost" in page.content.decode()
