"""回访: the pages (QJ-14)."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import claim_order, complete_order, start_order
from dispatch.oversight.followups.actions import ask_follow_ups
from dispatch.oversight.followups.models import FollowUp, FollowUpCall
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words

LIST = "/office/follow-ups/"
HOUR = timedelta(hours=1)


@pytest.fixture
def follow_up(cast, place, monkeypatch):
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    order = complete_order(order.pk, agent=cast.wei, result="办好了 10900000001", at=NINE)
    ask_follow_ups([order], at=NINE)
    stand_at(monkeypatch, NINE + HOUR)
    return FollowUp.objects.get()


def test_the_list_leads_to_the_call_and_the_call_to_the_ledger(cast, follow_up):
    li, one = browser_of(cast.li.user), f"{LIST}{follow_up.pk}/"
    assert "我要开便利店" in words(li.get(LIST)) and one in words(li.get(LIST))
    page = words(li.get(one))
    assert "魏代办" in page and "10900000001" not in page
    assert li.post(f"{one}call/", {"outcome": "unsatisfied", "words": "没拿到"}).url == LIST
    assert "Nobody is to be called." in words(li.get(LIST))
    assert "我要开便利店" in words(li.get(LIST, {"show": "answered"}))
    after = words(li.get(one))
    assert "没拿到" in after and f"{one}call/" not in after and "unsatisfied" in after


def test_a_refused_call_keeps_what_was_typed(cast, follow_up):
    li, call = browser_of(cast.li.user), f"{LIST}{follow_up.pk}/call/"
    nothing = li.post(call, {"outcome": "", "words": "她说等等"})
    assert nothing.status_code == 422 and "她说等等" in words(nothing)
    no_words = li.post(call, {"outcome": "unsatisfied", "words": ""})
    assert no_words.status_code == 422 and "checked" in words(no_words)
    assert not FollowUpCall.objects.exists()
    li.post(call, {"outcome": "satisfied", "words": ""})
    second = li.post(call, {"outcome": "unsatisfied", "words": "不好"})
    assert second.status_code == 409 and "has written down an answer already" in words(second)


def test_auditors_read_it_and_have_no_form(cast, follow_up):
    sun = browser_of(cast.sun.user)
    assert f"{LIST}{follow_up.pk}/call/" not in words(sun.get(f"{LIST}{follow_up.pk}/"))
    assert sun.post(f"{LIST}{follow_up.pk}/call/", {"outcome": "satisfied"}).status_code == 403


def test_what_is_not_there_is_not_found(cast, follow_up):
    li = browser_of(cast.li.user)
    assert li.get(f"{LIST}999999/").status_code == 404
    assert li.post(f"{LIST}999999/call/", {"outcome": "satisfied"}).status_code == 404
    assert li.get(LIST, {"show": "everything", "page": "x"}).status_code == 200


def test_the_list_takes_as_many_statements_for_one_as_for_many(
    cast, place, follow_up, django_assert_max_num_queries
):
    li = browser_of(cast.li.user)
    with django_assert_max_num_queries(12):
        li.get(LIST)
    orders = []
    for _ in range(3):
        order = claim_order(place().pk, agent=cast.wen, at=NINE)
        start_order(order.pk, agent=cast.wen, at=NINE)
        orders.append(complete_order(order.pk, agent=cast.wen, result="办好了", at=NINE))
    ask_follow_ups(orders, at=NINE)
    with django_assert_max_num_queries(12):
        li.get(LIST)
