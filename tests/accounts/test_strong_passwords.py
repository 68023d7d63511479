"""What a password must be like, in both bodies of rules; none of the last five; a handed-over one is replaced (S14)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agents.models import AuditEntry, UsedPassword
from agents.passwords.common import is_common, spellings
from agents.passwords.errors import (
    CommonPassword,
    PasswordToBeChosen,
    PasswordUsedBefore,
    TooFewKinds,
    WeakPassword,
)
from agents.passwords.policy import kinds_of, must_choose_anew, require_strong
from agents.sign_in.passwords import change_password, sign_in_by_password
from agents.staff import add_officer, reset_second_step
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import stand_at

DAY = timedelta(days=1)
GOOD = "three-wet-herons-wait"


@pytest.fixture
def li(cast):
    return cast.li.user


@pytest.mark.parametrize(
    "password",
    [
        "qwertyuiop123",
        "Password2026!",
        "iloveyou2026!!",
        "198803041234",
        "2026.11.20.09",
    ],
)
def test_what_the_world_guesses_first(li, password):
    with pytest.raises(CommonPassword):
        require_strong(password, user=li)


@pytest.mark.parametrize(
    "password",
    [
        "lanshan@2026!!",
        "LanShanXian2026",
        "蓝山县2026!!!!!!",
        "lanshanadmin888",
        "maojunzhen2026",
        "WangGe@2026!!",
        "Bangninban2026",
        "LSLSLS20261120",
    ],
)
def test_what_this_county_guesses_first(li, password):
    with pytest.raises(CommonPassword):
        require_strong(password, user=li)


@pytest.mark.parametrize(
    "password", [GOOD, "Mountain-2026x", "三只湿鹭鸶在等船来的时候", "lanshan heron boat"]
)
def test_what_only_one_person_puts_together_is_good(li, password):
    require_strong(password, user=li)


def test_spellings():
    assert {"蓝山县", "蓝山", "lanshanxian", "lanshan", "lsx", "ls"} <= spellings("蓝山县")


@pytest.mark.parametrize("password", ["short-one", "aaaaaaaaaaaaaa", "li-is-my-name-2026", "x" * 257])
def test_short_alike_or_with_the_user_name(li, password):
    with pytest.raises(WeakPassword):
        require_strong(password, user=li)


def test_asvs_asks_for_length_and_not_for_kinds(li, settings):
    settings.PASSWORD_POLICY = "asvs"
    require_strong(GOOD.replace("-", "x"), user=li)
    with pytest.raises(WeakPassword):
        require_strong("Wet7!Her", user=li)


def test_dengbao_asks_for_three_kinds_of_eight_characters(li, settings):
    settings.PASSWORD_POLICY = "dengbao"
    require_strong("Wet7!Her", user=li)
    with pytest.raises(TooFewKinds):
        require_strong("wetheronswait7", user=li)
    with pytest.raises(WeakPassword):
        require_strong("Wt7!Her", user=li)
    with pytest.raises(CommonPassword):
        require_strong("Lanshan@2026", user=li)


@pytest.mark.parametrize(("password", "kinds"), [("aA1!", 4), ("aaaa", 1), ("a1", 2), ("蓝a", 2), ("A B", 2)])
def test_kinds(password, kinds):
    assert kinds_of(password) == kinds


def test_none_of_the_last_five_comes_back(li):
    for number in range(6):
        change_password(li, f"{GOOD}-{number}", by=li, at=NINE + number * DAY)
    for number in range(1, 6):
        with pytest.raises(PasswordUsedBefore):
            change_password(li, f"{GOOD}-{number}", by=li, at=NINE + 7 * DAY)
    change_password(li, f"{GOOD}-0", by=li, at=NINE + 8 * DAY)
    assert UsedPassword.objects.filter(user=li).count() == 5
    assert GOOD not in str(list(UsedPassword.objects.values_list("hash", flat=True)))


def test_the_present_one_is_no_new_one_even_when_it_was_handed_over(cast, office_an):
    officer, first = add_officer(
        cast.county, name="新干事", username="xin", role="auditor", by=office_an, at=NINE
    )
    with pytest.raises(PasswordUsedBefore):
        change_password(officer.user, first, by=officer.user, at=NINE)


@pytest.fixture
def office_an(cast):
    return make_officer(cast.county, "安全员", "an", "security_admin", at=NINE)


def test_a_handed_over_password_opens_nothing_but_the_choice_of_another(cast, office_an, client, monkeypatch):
    stand_at(monkeypatch, NINE)
    officer, first = add_officer(
        cast.county, name="新干事", username="xin", role="auditor", by=office_an, at=NINE
    )
    with pytest.raises(PasswordToBeChosen):
        sign_in_by_password("xin", first, at=NINE)
    answer = client.post(reverse("account:password"), {"username": "xin", "password": first})
    assert answer.url == reverse("account:new_password")
    assert client.get("/office/").status_code == 302 and client.get(answer.url).status_code == 200
    weak = client.post(answer.url, {"new_password": "lanshan@2026!!"}, headers={"accept-language": "en"})
    assert weak.status_code == 422 and "tries this first" in weak.content.decode()
    assert client.post(answer.url, {"new_password": GOOD}).url == "/office/"
    assert client.get("/office/").status_code == 200
    officer.user.refresh_from_db()
    assert officer.user.password_set_at == NINE
    assert sign_in_by_password("xin", GOOD, at=NINE) == officer.user
    deeds = list(AuditEntry.objects.filter(actor=officer.user).values_list("deed", flat=True))
    assert deeds == ["password_changed", "signed_in", "signed_in"]


def test_after_a_reset_it_is_chosen_anew(cast, office_an):
    reset_second_step(cast.li.pk, by=office_an, at=NINE)
    cast.li.user.refresh_from_db()
    assert must_choose_anew(cast.li.user, at=NINE)


def test_the_page_is_shut_to_who_has_no_need_of_it(cast, client):
    assert client.get(reverse("account:new_password")).status_code == 302
    client.post(reverse("account:password"), {"username": "li", "password": "li-Mountain-2026"})
    assert client.get(reverse("account:new_password")).status_code == 302


def test_dengbao_lets_a_password_live_ninety_days_and_asvs_for_ever(li, settings):
    li.password_set_at = NINE
    for policy, is_over in (("dengbao", True), ("asvs", False)):
        settings.PASSWORD_POLICY = policy
        assert not must_choose_anew(li, at=NINE + 90 * DAY)
        assert must_choose_anew(li, at=NINE + 90 * DAY + timedelta(seconds=1)) is is_over


def test_common_words_alone_say_nothing_of_a_longer_thought(li):
    assert not is_common("admin-of-the-lanshan-boat", user=li)
