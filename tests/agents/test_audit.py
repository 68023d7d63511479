"""审计: every deed one row, that nobody can change, that is named when somebody did, and that is kept (S24)."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agents.audit import Deed, Who, at_door, record_audit
from agents.audit.pruning import TooEarlyToPrune, broken_audit_rows, prune_audit
from agents.models import AuditEntry
from agents.sign_in.errors import WrongPassword
from agents.sign_in.passwords import sign_in_by_password
from tests.conftest import NINE
from tests.orders.test_verify import tamper

YEAR_AGO = NINE - timedelta(days=365)


def test_a_deed_says_who_did_what_from_where(cast):
    with at_door("192.0.2.7"):
        record_audit(
            Deed.OFFICER_CHANGED,
            by=cast.li,
            at=NINE,
            about=cast.sun,
            reason="调岗",
            before={"role": "auditor"},
            after={"role": "county_manager"},
        )
    row = AuditEntry.objects.get()
    assert (row.county, row.at, row.deed, row.who) == (cast.county, NINE, "officer_changed", "officer")
    assert (row.actor, row.address, row.about, row.about_name) == (
        cast.li.user,
        "192.0.2.7",
        "officer",
        "孙审计",
    )
    assert (row.before, row.after, row.reason) == ({"role": "auditor"}, {"role": "county_manager"}, "调岗")


def test_numbers_of_people_are_masked_before_they_are_kept(cast):
    record_audit(
        Deed.EXPORTED,
        by=cast.li,
        at=NINE,
        about="名单 13812345678",
        reason="431127195001011234 来电",
        after={"phone": "+8613812345678", "account": "6222020000000001234", "grid": "431127102001"},
    )
    row = AuditEntry.objects.get()
    assert row.about_name == "名单 138****5678" and row.reason == "4311********1234 来电"
    assert row.after == {"phone": "+86138****5678", "account": "6222********1234", "grid": "431127102001"}


@pytest.mark.parametrize(
    "sql",
    [
        "update agents_auditentry set reason = 'nothing happened'",
        "delete from agents_auditentry",
        "truncate agents_auditentry",
    ],
)
def test_the_database_refuses_to_change_what_is_written(cast, sql):
    record_audit(Deed.EXPORTED, by=cast.li, at=NINE)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert AuditEntry.objects.get().reason == ""


@pytest.mark.django_db(transaction=True)
def test_verify_names_a_row_that_was_altered(cast, capsys):
    rows = [record_audit(Deed.EXPORTED, by=cast.li, at=NINE) for _ in range(3)]
    assert list(broken_audit_rows()) == []
    tamper(f"update agents_auditentry set who = 'citizen' where id = {rows[1].pk}")
    with pytest.raises(SystemExit):
        call_command("verify", "--quiet")
    assert f"audit row {rows[1].pk} " in capsys.readouterr().out


def test_sign_ins_are_written_down_and_failed_ones_too(cast):
    with at_door("192.0.2.7"):
        sign_in_by_password("li", "li-Mountain-2026", at=NINE)
        with pytest.raises(WrongPassword):
            sign_in_by_password("li", "wrong", at=NINE)
    good, bad = AuditEntry.objects.all()
    assert (good.deed, good.actor, good.address) == ("signed_in", cast.li.user, "192.0.2.7")
    assert (bad.deed, bad.who, bad.actor, bad.about_name) == ("sign_in_failed", "visitor", None, "李主任")
    assert bad.is_refused


def test_what_is_old_enough_may_go_and_the_chain_still_holds(cast):
    for days in (0, 10, 400):
        record_audit(Deed.EXPORTED, by=cast.li, at=YEAR_AGO + timedelta(days=days))
    assert prune_audit(cast.county, before=YEAR_AGO + timedelta(days=20), at=NINE) == 2
    assert [row.deed for row in AuditEntry.objects.all()] == ["exported", "audit_pruned"]
    assert list(broken_audit_rows()) == []


@pytest.mark.django_db(transaction=True)
def test_what_went_without_being_written_down_is_noticed(cast):
    for days in (0, 10, 400, 401):
        record_audit(Deed.EXPORTED, by=cast.li, at=YEAR_AGO + timedelta(days=days))
    prune_audit(cast.county, before=YEAR_AGO + timedelta(days=20), at=NINE)
    first, second = AuditEntry.objects.filter(deed=Deed.EXPORTED)
    tamper(f"delete from agents_auditentry where id = {first.pk}")
    assert list(broken_audit_rows()) == [second.pk]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("digest", ["00" * 32, "no digest", "a"])
def test_a_digest_of_the_pruned_that_was_altered_is_noticed(cast, digest):
    for days in (0, 400):
        record_audit(Deed.EXPORTED, by=cast.li, at=YEAR_AGO + timedelta(days=days))
    prune_audit(cast.county, before=YEAR_AGO + timedelta(days=20), at=NINE)
    kept, pruned = AuditEntry.objects.all()
    tamper(
        f'update agents_auditentry set after = after || \'{{"digest": "{digest}"}}\' where id = {pruned.pk}'
    )
    assert list(broken_audit_rows()) == [kept.pk, pruned.pk]


def test_nothing_younger_than_half_a_year_can_be_pruned(cast):
    record_audit(Deed.EXPORTED, by=Who.SYSTEM, county=cast.county, at=NINE - timedelta(days=100))
    with pytest.raises(TooEarlyToPrune):
        prune_audit(cast.county, before=NINE - timedelta(days=182), at=NINE)
    with pytest.raises(CommandError):
        call_command("prune_audit", "--days", "30", "--county", cast.county.code)
    assert AuditEntry.objects.count() == 1
