"""What the busiest doors cost, and that a program with a token passes everything that protects."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agents.models import Agent
from realtime.models import Message
from realtime.telling.eligible import eligible_of_grid
from tests.api.conftest import Caller, is_problem

PROTECTING = {
    "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
    "Cross-Origin-Opener-Policy", "Cache-Control", "Content-Language", "Vary",
}  # fmt: skip


def statements(queries: CaptureQueriesContext) -> list[str]:
    """Without what only marks a place in a transaction, and the look at the house's clock every ten seconds."""
    asked = [each["sql"] for each in queries]
    return [sql for sql in asked if "SAVEPOINT" not in sql and "clock_timestamp" not in sql]


@pytest.fixture
def wei(cast) -> Caller:
    return Caller(cast.wei.user)


def test_a_claim_costs_five_statements(cast, place, wei):
    orders = [place(at=timezone.now()) for _ in range(2)]
    wei.post(f"/orders/{orders[0].pk}/claim")  # the first of a process writes what it will ask
    with CaptureQueriesContext(connection) as queries:
        answer = wei.post(f"/orders/{orders[1].pk}/claim")
    assert answer.status_code == 200
    assert len(statements(queries)) == 5, "\n".join(statements(queries))


def test_who_comes_too_late_costs_three(cast, place, wei):
    order = place(at=timezone.now())
    Caller(cast.wen.user).post(f"/orders/{order.pk}/claim")
    with CaptureQueriesContext(connection) as queries:
        is_problem(wei.post(f"/orders/{order.pk}/claim"), 409, "order_already_claimed")
    assert len(statements(queries)) == 3, "\n".join(statements(queries))


def test_a_placing_costs_seven_statements(cast, body):
    chen = Caller(cast.chen)
    with CaptureQueriesContext(connection) as queries:
        answer = chen.post("/orders", body())
    assert answer.status_code == 201
    assert len(statements(queries)) == 7, "\n".join(statements(queries))


def test_a_claim_is_answered_as_reading_the_order_answers(cast, place, wei):
    order = place(at=timezone.now())
    claimed = wei.post(f"/orders/{order.pk}/claim")
    read = wei.get(f"/orders/{order.pk}")
    assert claimed.json() == read.json() and claimed.headers["ETag"] == read.headers["ETag"]


def test_a_placing_is_answered_as_reading_the_order_answers(cast, body):
    chen = Caller(cast.chen)
    placed = chen.post("/orders", body())
    read = chen.get(f"/orders/{placed.json()['id']}")
    assert placed.json() == read.json() and placed.headers["ETag"] == read.headers["ETag"]


def test_who_could_be_told_of_a_new_order_is_as_the_queryset_finds_it(cast, place):
    Agent.objects.filter(pk=cast.wen.pk).update(is_on_duty=False)
    order = place(at=timezone.now())
    said = Message.objects.get(order=order, kind="order_offered")
    assert said.facts == eligible_of_grid(order, order.grid_id)
    assert said.facts["not_told"]["off_duty"] == [cast.wen.pk]


def test_a_token_s_door_protects_as_the_pages_door_does(cast):
    browser = Client(headers={"Accept-Language": "en"})
    browser.force_login(cast.chen, backend="agents.sign_in.backend.SessionBackend")
    by_cookie = browser.get("/api/v1/me")
    by_token = Caller(cast.chen).get("/me")
    assert by_cookie.status_code == by_token.status_code == 200
    for name in PROTECTING - {"Vary"}:
        assert by_token.headers.get(name) == by_cookie.headers[name], name
    assert "Accept-Language" in by_token.headers["Vary"]


def test_no_session_is_made_good_beside_a_token_that_does_not_hold(cast):
    browser = Client(headers={"Accept-Language": "en", "Authorization": "Bearer nothing"})
    browser.force_login(cast.chen, backend="agents.sign_in.backend.SessionBackend")
    is_problem(browser.get("/api/v1/me"), 401, "signed_out")


def test_another_scheme_leaves_the_cookie_its_say(cast):
    browser = Client(headers={"Accept-Language": "en", "Authorization": "Basic eDp5"})
    browser.force_login(cast.chen, backend="agents.sign_in.backend.SessionBackend")
    assert browser.get("/api/v1/me").status_code == 200


def test_an_address_that_is_none_is_a_problem_at_the_token_s_door_too(cast):
    is_problem(Caller(cast.chen).get("/nothing-here"), 404, "not_found")
