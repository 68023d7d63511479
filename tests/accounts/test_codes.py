"""Sign-in by phone code (S9 … S11)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import County, SignInCode, User
from agents.phone import ForeignPhone, LandlinePhone, NotAPhone
from agents.sign_in.codes import sign_in_by_code
from agents.sign_in.errors import CodeExpired, PasswordNeeded, TooManyCodes, UserDisabled, WrongCode
from tests.accounts.conftest import another
from tests.conftest import NINE

MILLISECOND = timedelta(milliseconds=1)
MINUTE = timedelta(minutes=1)


def test_who_holds_the_phone_is_signed_in(cast, ask, enter):
    assert enter(ask()) == cast.chen


def test_a_new_number_becomes_a_citizen(cast, ask, enter):
    user = enter(ask("10900000099"), phone="10900000099")
    assert (user.county, user.phone, user.as_agent, user.as_officer) == (
        cast.county,
        "+8610900000099",
        None,
        None,
    )
    assert not user.has_usable_password()


def test_full_width_digits_and_blanks_are_the_same_code(cast, ask, enter):
    code = ask()
    assert (
        enter(f" {code[:3]} {code[3:]}".translate(str.maketrans("0123456789", "０１２３４５６７８９")))
        == cast.chen
    )


def test_a_code_lives_five_minutes(ask, enter):
    code = ask()
    with pytest.raises(CodeExpired):
        enter(code, at=NINE + 5 * MINUTE)


def test_a_code_lives_until_the_last_millisecond(cast, ask, enter):
    assert enter(ask(), at=NINE + 5 * MINUTE - MILLISECOND) == cast.chen


def test_a_code_is_used_once(ask, enter):
    code = ask()
    enter(code)
    with pytest.raises(CodeExpired):
        enter(code)


def test_five_wrong_guesses_kill_the_code(ask, enter):
    code = ask()
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode) as wrong:
            enter(another(code))
        assert wrong.value.facts == {"left": left}
    with pytest.raises(CodeExpired):
        enter(code)


def test_the_fifth_guess_may_be_the_right_one(cast, ask, enter):
    code = ask()
    for _ in range(4):
        with pytest.raises(WrongCode):
            enter(another(code))
    assert enter(code) == cast.chen


def test_an_older_code_is_dead_after_a_new_one(cast, ask, enter):
    old = ask()
    new = ask(at=NINE + MINUTE)
    with pytest.raises((CodeExpired, WrongCode)):
        enter(old if old != new else another(new), at=NINE + MINUTE)
    assert enter(new, at=NINE + MINUTE) == cast.chen


def test_a_newer_code_of_another_session_leaves_none_to_the_first(ask, enter):
    code = ask(asked_by="her phone")
    ask(at=NINE + MINUTE, asked_by="somebody else's")
    with pytest.raises(CodeExpired):
        enter(code, at=NINE + MINUTE, asked_by="her phone")


def test_a_code_works_only_where_it_was_asked_for(ask, enter):
    with pytest.raises(CodeExpired):
        enter(ask(), asked_by="somebody else's")


def test_a_code_works_only_for_its_number(ask, enter):
    with pytest.raises(CodeExpired):
        enter(ask(), phone="10900000002")


def test_a_code_works_only_in_its_county(ask, cast):
    other = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    with pytest.raises(CodeExpired):
        sign_in_by_code("10900000001", ask(), county=other, asked_by="her phone", at=NINE)


def test_only_a_hash_of_the_code_is_kept(ask):
    code = ask()
    with connection.cursor() as cursor:
        cursor.execute("select to_jsonb(c)::text from agents_signincode c")
        (row,) = cursor.fetchone()
    kept = SignInCode.objects.get()
    assert code not in kept.code_hash and "10900000001" not in row and len(kept.code_hash) == 64


def test_a_code_has_six_digits(ask):
    code = ask()
    assert len(code) == 6 and code.isdigit()


def test_the_news_of_a_code_names_the_person_if_there_is_one(cast, ask, inbox):
    ask()
    ask("10900000099")
    assert [news["user"] for news in inbox] == [cast.chen, None]
    assert inbox[0]["expires_at"] == NINE + 5 * MINUTE


def test_a_failing_messenger_leaves_no_code_behind(cast, ask, inbox):
    from agents.signals import code_issued

    def broken(**_):
        raise RuntimeError("no paper")

    code_issued.connect(broken)
    try:
        with pytest.raises(RuntimeError):
            ask()
    finally:
        code_issued.disconnect(broken)
    assert not SignInCode.objects.exists()


def test_one_code_a_minute(ask):
    ask()
    with pytest.raises(TooManyCodes) as refused:
        ask(at=NINE + timedelta(seconds=59, milliseconds=999))
    assert refused.value.facts == {"retry_after": 1}
    ask(at=NINE + MINUTE)


def test_five_codes_an_hour(ask):
    for n in range(5):
        ask(at=NINE + n * MINUTE)
    with pytest.raises(TooManyCodes) as refused:
        ask(at=NINE + 10 * MINUTE)
    assert refused.value.facts == {"retry_after": 50 * 60}
    ask(at=NINE + timedelta(hours=1))


def test_ten_codes_a_day(ask):
    for n in range(10):
        ask(at=NINE + n * timedelta(hours=1))
    with pytest.raises(TooManyCodes) as refused:
        ask(at=NINE + timedelta(hours=12))
    assert refused.value.facts == {"retry_after": 12 * 3600}


def test_limits_are_the_same_for_a_number_that_nobody_has(ask):
    ask("10900000099")
    with pytest.raises(TooManyCodes) as refused:
        ask("10900000099", at=NINE + timedelta(seconds=1))
    assert refused.value.facts == {"retry_after": 59}


def test_twenty_numbers_from_one_address_are_enough(ask):
    for n in range(20):
        ask(f"109000001{n:02d}", address="203.0.113.9")
    with pytest.raises(TooManyCodes):
        ask("10900000199", address="203.0.113.9")
    ask("10900000199", address="203.0.113.10")


def test_known_and_unknown_numbers_cost_the_same_statements(ask):
    ask("10900000098")  # what is read once for all is read now
    with CaptureQueriesContext(connection) as of_a_known_number:
        ask("10900000001")
    with CaptureQueriesContext(connection) as of_an_unknown_number:
        ask("10900000099")
    assert len(of_a_known_number) == len(of_an_unknown_number)


@pytest.mark.parametrize(
    ("phone", "refusal"),
    [
        ("0746-2210000", LandlinePhone),
        ("+1 202 555 0100", ForeignPhone),
        ("12345", NotAPhone),
        ("\ud800", None),
    ],
)
def test_only_mobile_numbers_of_the_mainland_get_a_code(ask, phone, refusal):
    from agents.errors import FieldMissing

    with pytest.raises(refusal or FieldMissing):
        ask(phone)


def test_a_disabled_user_is_never_signed_in(cast, ask, enter):
    User.objects.filter(pk=cast.chen.pk).update(is_active=False)
    with pytest.raises(UserDisabled):
        enter(ask())


def test_an_officers_phone_opens_no_officers_desk(cast, ask, enter):
    cast.li.user.set_phone("+8610900000077")
    cast.li.user.save()
    with pytest.raises(PasswordNeeded):
        enter(ask("10900000077"), phone="10900000077")
