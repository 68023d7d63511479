"""Freezing, releasing twice, sending: three officers, one after the other (X08)."""

import pytest
from django.db import IntegrityError, connection, transaction

from agents.errors import NotPermitted
from points.models import Settlement
from points.settlement import errors
from points.settlement.export import note_export
from points.settlement.release import release_settlement
from tests.settlement.conftest import NEW_YEAR

SHA = "ab" * 32


def release(by, quarter="2026Q4"):
    return release_settlement(quarter, by=by, at=NEW_YEAR)


@pytest.fixture
def frozen(two_services, freeze) -> Settlement:
    return freeze()


def test_two_officers_release_what_a_third_froze(frozen, money):
    assert release(money.zhao).state == "frozen"
    settlement = release(money.qian)
    assert settlement.state == "released"
    assert [officer for officer, _ in settlement.releases] == [money.zhao, money.qian]


def test_who_froze_it_does_not_release_it(frozen, money):
    with pytest.raises(errors.OwnSettlement):
        release(money.li)
    assert Settlement.objects.get().first_released_by is None


def test_one_officer_does_not_release_it_twice(frozen, money):
    release(money.zhao)
    with pytest.raises(errors.ReleasedByYou):
        release(money.zhao)


def test_a_released_settlement_is_not_released_again(cast, frozen, money):
    release(money.zhao), release(money.qian)
    with pytest.raises(errors.ReleasedByYou):
        release(money.zhao)
    from tests.cast import make_officer

    fourth = make_officer(cast.county, "孙会计", "fourth", "county_manager", at=NEW_YEAR)
    with pytest.raises(errors.SettlementMovedOn):
        release(fourth)


def test_an_auditor_releases_nothing(cast, frozen):
    with pytest.raises(NotPermitted):
        release(cast.sun)


def test_what_is_not_frozen_cannot_be_released(money):
    with pytest.raises(errors.SettlementNotFound):
        release(money.zhao)


@pytest.mark.parametrize(
    "columns",
    [
        "first_released_by_id = frozen_by_id",
        "first_released_by_id = {zhao}, second_released_by_id = {zhao}",
        "second_released_by_id = frozen_by_id",
        "state = 'paid'",
    ],
)
def test_the_database_itself_wants_three_people(frozen, money, columns):
    statement = f"update points_settlement set {columns.format(zhao=money.zhao.pk)}"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_goes_to_the_bank_before_both_released_it(frozen, money):
    release(money.zhao)
    with pytest.raises(errors.NotReleased):
        note_export("2026Q4", name="bank.xlsx", sha256=SHA, by=money.zhao, at=NEW_YEAR)


def test_each_file_that_leaves_is_noted_with_its_hash(frozen, money):
    release(money.zhao), release(money.qian)
    for _ in range(2):
        settlement = note_export("2026Q4", name="bank.xlsx", sha256=SHA, by=money.li, at=NEW_YEAR)
    assert (settlement.state, settlement.exported_at) == ("exported", NEW_YEAR)
    said = settlement.events.values_list("kind", "state", "officer")
    assert list(said) == [
        ("frozen", "frozen", money.li.pk),
        ("first_release", "frozen", money.zhao.pk),
        ("second_release", "released", money.qian.pk),
        ("exported", "exported", money.li.pk),
        ("exported", "exported", money.li.pk),
    ]
    assert settlement.events.latest("id").facts == {"name": "bank.xlsx", "sha256": SHA}


def test_a_line_that_differs_from_its_entries_is_named_and_nothing_is_paid(frozen, money):
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update points_settlementline set earned = 20.01, yuan = 20.01 where number = 1")
        cursor.execute("set session_replication_role = origin")
    with pytest.raises(errors.LineDoesNotAgree, match=r"魏代办.*20\.01 .* 20\.00"):
        release(money.zhao)
