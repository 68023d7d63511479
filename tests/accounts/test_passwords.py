"""Sign-in of officers by user name and password (S12)."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers

from agents.models import Officer, SignInFailure, User
from agents.sign_in.errors import TooManyWrongPasswords, WrongPassword
from agents.sign_in.passwords import sign_in_by_password
from tests.conftest import NINE

PASSWORD = "li-Mountain-2026"
HERE = "203.0.113.9"
MINUTE = timedelta(minutes=1)


def sign_in(username="li", password=PASSWORD, *, at=NINE, address=HERE):
    return sign_in_by_password(username, password, at=at, address=address)


def wrong(times, *, at=NINE, username="li", address=HERE):
    for _ in range(times):
        with pytest.raises(WrongPassword):
            sign_in(username, "wrong", at=at, address=address)


def test_an_officer_signs_in(cast):
    assert sign_in() == cast.li.user


def test_passwords_are_kept_by_argon2(cast):
    assert cast.li.user.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("username", ["nobody", "", "\x00", "\ud800li", "x" * 10_000])
def test_an_unknown_name_is_told_the_same_as_a_wrong_password(cast, username):
    with pytest.raises(WrongPassword) as unknown:
        sign_in("nobody" if username == "\ud800li" else username, "wrong")
    with pytest.raises(WrongPassword) as known:
        sign_in("li", "wrong")
    assert str(unknown.value) == str(known.value) and unknown.value.facts == known.value.facts == {}


@pytest.mark.parametrize("password", ["", "\x00", "\ud800", "密" * 10_000])
def test_odd_passwords_are_wrong_passwords(cast, password):
    with pytest.raises(WrongPassword):
        sign_in(password=password)


def test_an_unknown_name_costs_one_hash_as_a_known_one_does(cast, monkeypatch):
    done = []
    hasher = type(hashers.get_hasher())

    def counted(name, work):
        def run(self, *args):
            done.append(name)
            return work(self, *args)

        return run

    for name in ("encode", "verify"):
        monkeypatch.setattr(hasher, name, counted(name, getattr(hasher, name)))
    wrong(1, username="nobody")
    assert done == ["encode"]
    done.clear()
    wrong(1, username="li")
    assert done == ["verify"]


def test_five_wrong_passwords_lock_for_fifteen_minutes(cast):
    wrong(5)
    with pytest.raises(TooManyWrongPasswords) as locked:
        sign_in(at=NINE + MINUTE)
    assert locked.value.facts == {"retry_after": 14 * 60}
    assert sign_in(at=NINE + 15 * MINUTE) == cast.li.user


def test_the_lock_is_of_name_and_address(cast):
    wrong(5)
    assert sign_in(address="203.0.113.10") == cast.li.user
    with pytest.raises(WrongPassword):
        sign_in("sun", "wrong")


def test_a_name_that_nobody_has_is_locked_the_same(cast):
    wrong(5, username="nobody")
    with pytest.raises(TooManyWrongPasswords):
        sign_in("nobody", "wrong")


def test_a_right_password_is_no_failure(cast):
    for _ in range(7):
        sign_in()
    assert not SignInFailure.objects.exists()


def test_old_failures_are_forgotten(cast):
    wrong(4)
    wrong(4, at=NINE + 15 * MINUTE)
    assert sign_in(at=NINE + 15 * MINUTE) == cast.li.user


def test_a_disabled_user_is_never_signed_in(cast):
    User.objects.filter(pk=cast.li.user_id).update(is_active=False)
    with pytest.raises(WrongPassword):
        sign_in()


def test_who_is_no_officer_any_more_has_no_password(cast):
    Officer.objects.filter(pk=cast.li.pk).update(ended_at=NINE)
    with pytest.raises(WrongPassword):
        sign_in()
