"""Officers' accounts: opened, changed and closed by somebody else, and each time a row of the audit (S5, S13)."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from agents.errors import NotPermitted
from agents.models import AuditEntry, Officer, SecondStep
from agents.second_step.errors import OwnSecondStep
from agents.staff import add_officer, change_officer, end_officer, reset_second_step
from agents.staff.errors import (
    BureauNeeded,
    LastSecurityAdmin,
    NotAUsername,
    OwnAccount,
    TownshipNeeded,
    UsernameTaken,
)
from tests.conftest import NINE
from tests.pages.clock import browser_of

Role = Officer.Role


@pytest.fixture
def an(office):
    return office["security_admin"]


def opened(an, **said):
    facts = {"name": "新干事", "username": "xin", "role": Role.AUDITOR, **said}
    return add_officer(an.county, **facts, by=an, at=NINE)


def test_an_account_is_opened_with_a_first_password(an):
    officer, password = opened(an)
    assert officer.user.check_password(password) and len(password) >= 16
    row = AuditEntry.objects.get(deed="officer_added")
    assert (row.actor, row.about_name, (row.after or {})["role"]) == (an.user, "新干事", "auditor")
    assert password not in str(row.after)


@pytest.mark.parametrize("role", [role for role in Role.values if role != "security_admin"])
def test_only_the_security_administrator_does(role, office):
    with pytest.raises(NotPermitted):
        opened(office[role])
    with pytest.raises((NotPermitted, OwnAccount)):
        change_officer(office["auditor"].pk, role=Role.COUNTY_MANAGER, by=office[role], at=NINE)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"username": "li"}, UsernameTaken),
        ({"username": "Has Space"}, NotAUsername),
        ({"role": Role.BUREAU_OFFICER}, BureauNeeded),
        ({"role": Role.TOWNSHIP_OFFICER}, TownshipNeeded),
    ],
)
def test_what_cannot_be_is_said(an, said, refusal):
    with pytest.raises(refusal):
        opened(an, **said)
    assert Officer.objects.filter(name="新干事").count() == 0


def test_nobody_changes_or_closes_the_own_account(an):
    for step in (
        lambda: change_officer(an.pk, role=Role.COUNTY_MANAGER, by=an, at=NINE),
        lambda: end_officer(an.pk, by=an, at=NINE),
    ):
        with pytest.raises(OwnAccount):
            step()
    with pytest.raises(OwnSecondStep):
        reset_second_step(an.pk, by=an, at=NINE)


def test_a_new_role_is_written_down_with_the_old_one(an, office):
    change_officer(office["auditor"].pk, role=Role.COUNTY_MANAGER, on_desk=True, by=an, at=NINE)
    row = AuditEntry.objects.get(deed="officer_changed")
    assert ((row.before or {})["role"], (row.after or {})["role"], (row.after or {})["on_desk"]) == (
        "auditor",
        "county_manager",
        True,
    )


def test_the_last_security_administrator_stays(an, office):
    second, _ = opened(an, role=Role.SECURITY_ADMIN)
    end_officer(an.pk, by=second, at=NINE)
    third, _ = opened(second, username="san", role=Role.AUDITOR)
    change_officer(third.pk, role=Role.SECURITY_ADMIN, by=second, at=NINE)
    end_officer(second.pk, by=Officer.objects.get(pk=third.pk), at=NINE)
    assert Officer.objects.serving().filter(role=Role.SECURITY_ADMIN).get() == third


def test_a_closed_account_opens_nothing(an, office):
    browser = browser_of(office["county_manager"].user)
    end_officer(office["county_manager"].pk, by=an, at=NINE)
    assert browser.get("/office/").status_code == 302


def test_a_reset_gives_a_new_first_password_and_takes_the_step(an, office):
    user = office["county_manager"].user
    SecondStep(user=user, secret="JBSWY3DPEHPK3PXP", set_up_at=NINE, last_step=0).save(force_insert=True)
    password = reset_second_step(office["county_manager"].pk, by=an, at=NINE)
    user.refresh_from_db()
    assert user.check_password(password) and not SecondStep.objects.exists()
    assert AuditEntry.objects.get(deed="second_step_reset").actor == an.user


def test_the_pages_do_it_and_keep_what_was_typed(an, office):
    browser = browser_of(an.user)
    bad = browser.post(
        reverse("office:officer_add"), {"name": "新干事", "username": "Xin!", "role": "auditor"}
    )
    assert bad.status_code == 422 and 'value="新干事"' in bad.content.decode()
    good = browser.post(
        reverse("office:officer_add"), {"name": "新干事", "username": "xin", "role": "auditor"}
    )
    added = Officer.objects.get(name="新干事")
    assert added.user.check_password(good.context["password"])
    browser.post(reverse("office:officer_change", args=[added.pk]), {"role": "audit_admin"})
    browser.post(reverse("office:officer_end", args=[added.pk]))
    added.refresh_from_db()
    assert added.role == "audit_admin" and added.ended_at == NINE


def test_a_countys_first_account_comes_from_a_command(cast, capsys):
    call_command("add_officer", "first", "安全员", "--county", cast.county.code)
    password = capsys.readouterr().out.split("First password: ")[1].split()[0]
    first = Officer.objects.get(role=Role.SECURITY_ADMIN)
    assert first.user.check_password(password)
    assert AuditEntry.objects.get().who == "system"


def test_last_one_is_refused(an):
    second, _ = opened(an, role=Role.SECURITY_ADMIN)
    end_officer(an.pk, by=second, at=NINE)
    ended = Officer.objects.get(pk=an.pk)
    with pytest.raises((NotPermitted, LastSecurityAdmin)):
        end_officer(second.pk, by=ended, at=NINE)
