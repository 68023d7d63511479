"""Rewards are paid to the agent's own account (R13), and no two agents share one (R2)."""

from datetime import timedelta

import pytest
from django.db import connection

from agents.bank import BankAccountTaken, adds_up, is_account_number, mask_account, register_bank_account
from agents.errors import InvalidInput
from agents.models import BankAccount
from tests.conftest import NINE

CARD, PASSBOOK = "6200000000000000000", "999999000000001"


def register(cast, agent=None, *, at=NINE, **said):
    whose = agent or cast.wei
    words = {"bank": "示范农商银行", "holder": whose.name, "number": CARD, **said}
    return register_bank_account(whose, **words, by=cast.li, at=at)


def test_an_account_is_registered_by_an_officer(cast):
    account = register(cast, number="6200 0000-0000 0000 000")
    assert (account.number, account.holder, account.registered_by) == (CARD, "魏代办", cast.li)


def test_the_database_holds_no_number_and_no_holder(cast):
    register(cast)
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(each)::text from agents_bankaccount each")
        row = cursor.fetchone()[0]
    assert CARD not in row and "魏代办" not in row


@pytest.mark.parametrize("said", [{"holder": "别人"}, {"holder": ""}, {"bank": ""}, {"bank": "行" * 61}])
def test_what_does_not_fit_is_named(cast, said):
    with pytest.raises(InvalidInput) as met:
        register(cast, **said)
    assert set(met.value.problems) == set(said)
    assert not BankAccount.objects.exists()


@pytest.mark.parametrize(
    "digits", ["", "123", "6200000000000000001", "٦٢٠٠٠٠٠٠٠٠٠٠٠٠٠٠", "1" * 20, "12345678901a"]
)
def test_no_account_number(cast, digits):
    with pytest.raises(InvalidInput) as met:
        register(cast, number=digits)
    assert set(met.value.problems) == {"number"}


def test_a_cards_digits_add_up_and_a_passbooks_need_not():
    assert adds_up(CARD) and not adds_up(PASSBOOK)
    assert is_account_number(CARD) and is_account_number(PASSBOOK)


def test_a_new_account_ends_the_one_before_it(cast):
    first = register(cast)
    second = register(cast, number=PASSBOOK, at=NINE + timedelta(days=1))
    first.refresh_from_db()
    assert first.ended_at == NINE + timedelta(days=1)
    assert list(BankAccount.objects.current()) == [second]


def test_the_same_account_again_changes_nothing(cast):
    assert register(cast) == register(cast, at=NINE + timedelta(days=1))
    assert BankAccount.objects.count() == 1


def test_two_agents_are_never_paid_to_one_account(cast):
    register(cast)
    with pytest.raises(BankAccountTaken):
        register(cast, cast.wen)
    assert BankAccount.objects.get().agent == cast.wei


def test_a_mask_leaves_both_ends():
    assert (mask_account(CARD), mask_account("")) == ("6200 **** 0000", "")
