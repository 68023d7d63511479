"""The second step of officers' sign-in: once each, few guesses, recovery, and a second person to reset it (S13)."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.urls import reverse

from agents.models import AuditEntry, RecoveryCode, SecondStep
from agents.second_step.codes import prove_second_step, set_up_second_step
from agents.second_step.errors import (
    SecondStepNeeded,
    SecondStepNotSetUp,
    TooManyWrongSecondSteps,
    WrongSecondStep,
)
from agents.sign_in.passwords import sign_in_by_password
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = {"username": "li", "password": "li-Mountain-2026"}
# Tries are counted in transactions of their own.
pytestmark = pytest.mark.django_db(transaction=True)


def code_at(at, secret=SECRET):
    return pyotp.TOTP(secret).at(at)


@pytest.fixture
def recovery(cast):
    """Manager Li's second step, set up an hour ago; the recovery codes."""
    an_hour_ago = NINE - timedelta(hours=1)
    return set_up_second_step(cast.li.user, SECRET, code_at(an_hour_ago), at=an_hour_ago)


def test_a_code_is_good_once(cast, recovery):
    prove_second_step(cast.li.user, code_at(NINE), at=NINE)
    with pytest.raises(WrongSecondStep):
        prove_second_step(cast.li.user, code_at(NINE), at=NINE + timedelta(seconds=5))
    prove_second_step(cast.li.user, code_at(NINE + timedelta(seconds=30)), at=NINE + timedelta(seconds=30))


def test_an_older_code_is_dead_once_a_newer_one_was_used(cast, recovery):
    prove_second_step(cast.li.user, code_at(NINE), at=NINE)
    with pytest.raises(WrongSecondStep):
        prove_second_step(cast.li.user, code_at(NINE - timedelta(seconds=30)), at=NINE)


def test_a_phones_clock_may_be_half_a_minute_off_and_no_more(cast, recovery):
    with pytest.raises(WrongSecondStep):
        prove_second_step(cast.li.user, code_at(NINE - timedelta(seconds=61)), at=NINE)
    prove_second_step(cast.li.user, code_at(NINE - timedelta(seconds=30)), at=NINE)


def test_guesses_are_few(cast, recovery):
    for _ in range(5):
        with pytest.raises(WrongSecondStep):
            prove_second_step(cast.li.user, "000000", at=NINE)
    with pytest.raises(TooManyWrongSecondSteps) as refused:
        prove_second_step(cast.li.user, code_at(NINE), at=NINE)
    assert refused.value.facts["retry_after"] == 15 * 60
    later = NINE + timedelta(minutes=15, seconds=1)
    prove_second_step(cast.li.user, code_at(later), at=later)


def test_a_recovery_code_works_once_however_it_is_typed(cast, recovery):
    assert len(set(recovery)) == 10 and all(
        re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", each) for each in recovery
    )
    prove_second_step(cast.li.user, recovery[0].upper().replace("-", " "), at=NINE)
    with pytest.raises(WrongSecondStep):
        prove_second_step(cast.li.user, recovery[0], at=NINE)
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    assert recovery[1] not in str(list(RecoveryCode.objects.values_list("code_hash", flat=True)))


def test_the_secret_is_no_plain_text_in_the_database(cast, recovery):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select secret from agents_secondstep")
        assert SECRET not in cursor.fetchone()[0]
    assert SecondStep.objects.get().secret == SECRET


def test_a_client_gives_both_at_once(cast, recovery):
    with pytest.raises(SecondStepNeeded):
        sign_in_by_password(*PASSWORD.values(), at=NINE)
    assert sign_in_by_password(*PASSWORD.values(), code=code_at(NINE), at=NINE) == cast.li.user
    assert list(AuditEntry.objects.values_list("deed", flat=True)) == ["second_step_set", "signed_in"]


def test_outside_demo_mode_nobody_comes_in_by_password_alone(cast, settings):
    settings.SECOND_STEP_REQUIRED = True
    with pytest.raises(SecondStepNotSetUp):
        sign_in_by_password(*PASSWORD.values(), at=NINE)


def test_on_the_page_the_code_follows_the_password(cast, recovery, client, monkeypatch):
    stand_at(monkeypatch, NINE)
    assert client.post(reverse("account:password"), PASSWORD).url == reverse("account:second_step")
    assert client.get("/office/").status_code == 302
    wrong = client.post(reverse("account:second_step"), {"code": "000000"})
    assert wrong.status_code == 422 and client.get("/office/").status_code == 302
    assert client.post(reverse("account:second_step"), {"code": code_at(NINE)}).url == "/office/"
    assert client.get("/office/").status_code == 200


def test_who_waits_too_long_begins_again(cast, recovery, client, monkeypatch):
    stand_at(monkeypatch, NINE)
    client.post(reverse("account:password"), PASSWORD)
    later = NINE + timedelta(minutes=11)
    stand_at(monkeypatch, later)
    assert client.post(reverse("account:second_step"), {"code": code_at(later)}).url.startswith(
        "/account/sign-in/"
    )


def test_the_second_step_has_no_door_of_its_own(cast, recovery, client):
    for name in ("account:second_step", "account:set_up"):
        assert client.post(reverse(name), {"code": code_at(NINE)}).url.startswith("/account/sign-in/")


def test_the_first_sign_in_sets_up_password_and_second_step(cast, client, monkeypatch, settings):
    settings.SECOND_STEP_REQUIRED = True
    stand_at(monkeypatch, NINE)
    assert client.post(reverse("account:password"), PASSWORD).url == reverse("account:set_up")
    page = client.get(reverse("account:set_up")).content.decode()
    assert "data:image/svg+xml" in page and client.get("/office/").status_code == 302
    (secret,) = (found.replace(" ", "") for found in re.findall(r">([A-Z2-7]{4}(?: [A-Z2-7]{4}){7})<", page))
    weak = client.post(reverse("account:set_up"), {"new_password": "li", "code": code_at(NINE, secret)})
    assert weak.status_code == 422 and not SecondStep.objects.exists()
    said = {"new_password": "three-words-only-mine", "code": code_at(NINE, secret)}
    codes = client.post(reverse("account:set_up"), said)
    assert codes.status_code == 200 and len(codes.context["codes"]) == 10
    assert client.post(reverse("account:set_up"), {"go": "1"}).url == "/office/"
    assert client.get("/office/").status_code == 200
    cast.li.user.refresh_from_db()
    assert cast.li.user.check_password("three-words-only-mine")


def test_whoever_knows_only_the_password_cannot_set_up_another_step(cast, recovery, client, monkeypatch):
    stand_at(monkeypatch, NINE)
    client.post(reverse("account:password"), PASSWORD)
    said = {"new_password": "three-words-only-mine", "code": code_at(NINE)}
    assert client.post(reverse("account:set_up"), said).status_code == 403
    assert client.post(reverse("account:set_up"), {"go": "1"}).status_code == 403
    assert client.get("/office/").status_code == 302


def test_a_new_password_signs_out_every_other_browser(cast, recovery, monkeypatch):
    stand_at(monkeypatch, NINE)
    here, there = browser_of(cast.li.user), browser_of(cast.li.user)
    said = {"password": PASSWORD["password"], "new_password": "three-words-only-mine"}
    assert here.post(reverse("office:own_password"), {**said, "password": "wrong"}).status_code == 422
    assert here.post(reverse("office:own_password"), said).url == reverse("office:account")
    assert here.get("/office/").status_code == 200 and there.get("/office/").status_code == 302
