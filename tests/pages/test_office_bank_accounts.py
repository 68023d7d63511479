"""收款账户: the page (R13)."""

from datetime import timedelta

import pytest

from agents.models import BankAccount
from dispatch.orders.actions import claim_order, complete_order, start_order
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, words

PAGE = "/office/rewards/accounts/"
SAID = {"bank": "示范农商银行", "holder": "魏代办", "number": "6200 0000 0000 0000 000"}


@pytest.fixture
def li(cast, place, monkeypatch):
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    stand_at(monkeypatch, NINE + timedelta(hours=1))
    return browser_of(cast.li.user)


def test_who_is_to_be_paid_and_has_no_account_stands_first(cast, li):
    assert [each.name for each in li.get(PAGE).context["missing"]] == ["魏代办"]
    assert li.post(f"{PAGE}{cast.wei.pk}/", SAID).status_code == 302
    assert li.get(PAGE).context["missing_count"] == 0


def test_the_number_is_shown_masked(cast, li):
    li.post(f"{PAGE}{cast.wei.pk}/", SAID)
    page = words(li.get(PAGE, {"q": "魏"}))
    assert "6200 **** 0000" in page and "6200000000000000000" not in page


def test_what_does_not_fit_is_named_and_stays_in_its_field(cast, li):
    answer = li.post(f"{PAGE}{cast.wei.pk}/", {**SAID, "holder": "别人", "number": "12"})
    assert answer.status_code == 422 and 'value="别人"' in words(answer)
    assert "holder has another name" in words(answer) and "not an account number" in words(answer)
    assert not BankAccount.objects.exists()


def test_a_shared_account_is_refused(cast, li):
    li.post(f"{PAGE}{cast.wei.pk}/", SAID)
    answer = li.post(f"{PAGE}{cast.wen.pk}/", {**SAID, "holder": "文代办"})
    assert answer.status_code == 409 and "Another agent is paid to this account." in words(answer)


def test_an_auditor_looks_and_registers_nothing(cast, li):
    sun = browser_of(cast.sun.user)
    assert sun.get(PAGE).status_code == 200
    assert sun.post(f"{PAGE}{cast.wei.pk}/", SAID).status_code == 403
    assert li.post(f"{PAGE}999999/", SAID).status_code == 404
    assert not BankAccount.objects.exists()
