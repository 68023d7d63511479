"""试算: the page of the rule sandbox and of the forecast (X06, X20)."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words

TRIAL = "/office/trial/"
REAL = {
    "class_one": "1.5",
    "class_two": "2",
    "satisfied": "1",
    "yuan_per_point": "10",
    "broaden_minutes": "10",
}


@pytest.fixture
def li(cast, place, monkeypatch):
    """In January: the last quarter had one service of class two, satisfied."""
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE)
    stand_at(monkeypatch, NINE + timedelta(days=60))
    return browser_of(cast.li.user)


def test_the_form_begins_with_last_quarter_and_the_numbers_in_force(li):
    answer = li.get(TRIAL)
    assert str(answer.context["quarter"]) == "2026Q4" and answer.context["result"] is None
    assert {name: value for name, _, value, _, _ in answer.context["fields"]} == REAL


def test_both_sides_stand_side_by_side(li):
    answer = li.get(TRIAL, {**REAL, "class_two": "3", "quarter": "2026Q4"})
    yuan = answer.context["result"].yuan
    assert (yuan.real_yuan, yuan.trial_yuan) == (30, 40)
    assert "40.00" in words(answer) and "Agents who would get more: 1; less: 0." in words(answer)


def test_a_number_that_is_none_is_named_and_stays_in_its_field(li):
    answer = li.get(TRIAL, {**REAL, "yuan_per_point": "zehn"})
    assert answer.status_code == 422 and 'value="zehn"' in words(answer)
    assert "Please give a number from 0 to 1000" in words(answer)


def test_it_is_for_those_who_answer_for_the_money(cast, li):
    assert browser_of(cast.sun.user).get(TRIAL).status_code == 200
    assert browser_of(cast.wei.user).get(TRIAL).status_code == 403
