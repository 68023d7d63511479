"""Lists: by cursor, complete, and with the same few statements however long they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from tests.api.conftest import is_problem

# Past the ten minutes and the two hours after them: at the desk, too.
LONG_AGO = timedelta(hours=3)


@pytest.fixture
def many(place, cast):
    at = timezone.now() - LONG_AGO
    return [place(at=at + timedelta(seconds=n // 2), grid=[cast.west, cast.east][n % 2]) for n in range(7)]


def walk(caller, path, **query):
    ids, cursor = [], None
    while True:
        page = caller.get(path, {"limit": 2, **query, **({"cursor": cursor} if cursor else {})}).json()
        assert len(page["rows"]) <= 2
        ids += [row.get("id") or row["code"] for row in page["rows"]]
        cursor = page["next"]
        if cursor is None:
            return ids


@pytest.mark.parametrize(
    ("who", "path"), [("chen", "/orders"), ("li", "/orders"), ("wei_calls", "/board"), ("li", "/desk")]
)
def test_pages_together_are_the_whole_list(request, who, path, many, cast):
    caller = request.getfixturevalue(who)
    whole = [row["id"] for row in caller.get(path, {"limit": 100}).json()["rows"]]
    assert len(whole) == 7 and walk(caller, path) == whole


def test_rows_that_come_in_between_move_nothing(many, chen, place):
    first = chen.get("/orders", {"limit": 3}).json()
    place(at=timezone.now())
    second = chen.get("/orders", {"limit": 100, "cursor": first["next"]}).json()
    ids = [row["id"] for row in first["rows"] + second["rows"]]
    assert sorted(ids) == sorted(str(order.pk) for order in many)


def test_items_agents_and_events_go_on_too(many, nobody, li, chen, cast):
    assert walk(nobody, "/items") == ["LS002", "LS050"]
    assert walk(li, "/agents") == [cast.wei.pk, cast.wen.pk, cast.dong.pk, cast.dai.pk]
    for words in "一二三":
        chen.post(f"/orders/{many[0].pk}/notes", {"words": words})
    assert len(walk(chen, f"/orders/{many[0].pk}/events")) == 4


def test_officers_filter(many, li, chen, cast):
    claim_order(many[0].pk, agent=cast.wei, at=timezone.now())
    assert [row["id"] for row in li.get("/orders", {"state": "claimed"}).json()["rows"]] == [str(many[0].pk)]
    assert len(li.get("/orders", {"grid": cast.east.code}).json()["rows"]) == 3
    assert len(li.get("/orders", {"township": "431127102000"}).json()["rows"]) == 7
    assert li.get("/orders", {"number": many[3].number.lower()}).json()["rows"][0]["id"] == str(many[3].pk)
    soon = (timezone.now() - LONG_AGO + timedelta(seconds=2)).isoformat()
    assert len(li.get("/orders", {"placed_from": soon}).json()["rows"]) <= 4
    assert li.get("/orders", {"role": "asker"}).json()["rows"] == []
    is_problem(chen.get("/orders", {"role": "officer"}), 403, "not_an_officer")
    is_problem(chen.get("/orders", {"role": "agent"}), 403, "not_an_agent")


# Statements: the token's one included.


@pytest.mark.parametrize(
    ("who", "path", "statements"),
    [
        ("wei_calls", "/board", 2),
        ("chen", "/orders", 3),
        ("li", "/orders", 3),
        ("li", "/desk", 3),
        ("li", "/agents", 2),
        ("wei_calls", "/orders?role=agent", 3),
        ("wei_calls", "/points", 4),
    ],
)
def test_a_list_costs_the_same_however_long_it_is(
    request, who, path, statements, many, cast, place, django_assert_num_queries
):
    caller = request.getfixturevalue(who)
    for _ in range(3):
        order = claim_order(place(at=timezone.now()).pk, agent=cast.wei, at=timezone.now())
        start_order(order.pk, agent=cast.wei, at=timezone.now())
        complete_order(order.pk, agent=cast.wei, result="办好了", at=timezone.now())
        rate_order(order.pk, grade="satisfied", by=cast.chen, at=timezone.now())
    with django_assert_num_queries(statements):
        page = caller.get(path).json()
    assert len(page["rows"]) >= 3


def test_one_order_costs_as_few(many, chen, django_assert_num_queries):
    with django_assert_num_queries(2):
        chen.get(f"/orders/{many[0].pk}")
    with django_assert_num_queries(2):
        chen.get(f"/orders/{many[0].pk}", **{"If-None-Match": '"1"'})


def test_villages_cost_as_few(cast, nobody, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert len(nobody.get("/villages", {"township": "431127102000"}).json()["rows"]) == 2
