"""Guesses at the same moment on real connections (S9): at most five are looked at, and one may win."""

from functools import partial

import pytest

from agents.errors import Refusal
from agents.models import SignInCode, SignInFailure, User
from agents.sign_in.codes import ask_code
from agents.sign_in.errors import CodeExpired, TooManyCodes, TooManyWrongPasswords, WrongCode, WrongPassword
from agents.sign_in.passwords import sign_in_by_password
from tests.accounts.conftest import CHEN_PHONE, another
from tests.conftest import NINE
from tests.threads import at_once

RACERS = 12

pytestmark = pytest.mark.django_db(transaction=True)


def race(attempt, count=RACERS):
    """What ``count`` threads got from ``attempt`` when they started together; refusals by their class."""
    answers = at_once([partial(attempt, number) for number in range(count)])
    return [type(answer) if isinstance(answer, Refusal) else answer for answer in answers]


def test_parallel_wrong_guesses_are_looked_at_five_times(cast, ask, enter):
    code = ask()
    answers = race(lambda _: enter(another(code)))
    assert answers.count(WrongCode) == 5 and answers.count(CodeExpired) == RACERS - 5
    assert SignInCode.objects.get().wrong_guesses == 5
    with pytest.raises(CodeExpired):
        enter(code)


def test_of_parallel_right_guesses_one_signs_in(cast, ask, enter):
    code = ask("10900000099")
    answers = race(lambda _: enter(code, phone="10900000099"))
    assert sum(isinstance(answer, User) for answer in answers) == 1
    assert set(answers) - {CodeExpired} == {answer for answer in answers if isinstance(answer, User)}
    assert User.objects.by_phone("+8610900000099", county_id=cast.county.code)


def test_of_parallel_requests_for_a_code_one_is_sent(cast, inbox):
    def ask_now(number):
        ask_code(CHEN_PHONE, county=cast.county, asked_by=f"session {number}", address=None, at=NINE)

    answers = race(ask_now)
    assert answers.count(None) == 1 and answers.count(TooManyCodes) == RACERS - 1
    assert len(inbox) == 1 == SignInCode.objects.count()


def test_parallel_wrong_passwords_are_looked_at_five_times(cast):
    answers = race(lambda _: sign_in_by_password("li", "wrong", address="203.0.113.9", at=NINE), count=8)
    assert answers.count(WrongPassword) == 5 and answers.count(TooManyWrongPasswords) == 3
    assert SignInFailure.objects.count() == 5
