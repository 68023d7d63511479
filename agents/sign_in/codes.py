"""Sign-in by a code sent to a phone (DESIGN §2.16, S9 … S11)."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from agents import vault
from agents.audit import Deed, record_audit
from agents.models import County, SignInCode, User
from agents.phone import FULLWIDTH, parse_phone
from agents.sign_in.auditing import note_failure
from agents.sign_in.errors import CodeExpired, PasswordNeeded, TooManyCodes, UserDisabled, WrongCode
from agents.sign_in.limits import Limit, one_at_a_time, retry_after_seconds
from agents.signals import code_issued
from agents.text import clean

CODE_DIGITS = 6
LIFE = timedelta(minutes=5)
WRONG_GUESSES_MAX = 5
# The carriers' own figures (S11).
NUMBER_LIMITS = [
    Limit(1, timedelta(seconds=60)),
    Limit(5, timedelta(hours=1)),
    Limit(10, timedelta(days=1)),
]
ADDRESS_LIMITS = [Limit(20, timedelta(hours=1))]


@transaction.atomic
def ask_code(raw_phone: str, *, county: County, asked_by: str, address: str | None, at: datetime) -> None:
    """Send a new code; an older one of the number is dead from now on.

    Says the same for a number that somebody has and for one that nobody has. ``asked_by`` is the random value of
    the session or client in which alone the code works, ``address`` an IP address or None where none is known.
    Raises the refusals of ``parse_phone`` or TooManyCodes.
    """
    phone = parse_phone(raw_phone)
    phone_index = vault.index("phone", phone)
    _require_few(county, phone_index, address, at)
    of_number = SignInCode.objects.filter(county=county, phone_index=phone_index)
    of_number.filter(expires_at__gt=at).update(expires_at=at)
    code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    issued = SignInCode.objects.create(
        county=county,
        phone_index=phone_index,
        asked_by=asked_by,
        code_hash=_hash(code, asked_by, phone_index),
        address=address,
        asked_at=at,
        expires_at=at + LIFE,
    )
    user = User.objects.by_phone(phone, county_id=county.code)
    code_issued.send(
        SignInCode, phone=phone, code=code, county=county, user=user, at=at, expires_at=issued.expires_at
    )


def sign_in_by_code(raw_phone: str, code: str, *, county: County, asked_by: str, at: datetime) -> User:
    """Who holds the phone; a citizen is made when the number is new.

    A guess is counted before it is looked at, in its own transaction, so that it stays counted whatever follows
    and guesses at the same moment are at most five. Raises the refusals of ``parse_phone``, WrongCode,
    CodeExpired, UserDisabled or PasswordNeeded.
    """
    phone = parse_phone(raw_phone)
    phone_index = vault.index("phone", phone)
    issued = _newest(county, phone_index, asked_by)
    _count_guess(issued, at)
    given = _hash(_digits(code), issued.asked_by, phone_index)
    if not hmac.compare_digest(given, issued.code_hash):
        issued.refresh_from_db(fields=["wrong_guesses"])
        note_failure(User.objects.by_phone(phone, county_id=county.code), county=county, at=at)
        raise WrongCode(left=max(0, WRONG_GUESSES_MAX - issued.wrong_guesses))
    with transaction.atomic(durable=True):
        _use(issued, at)
        user = _user_of(phone, county, at)
        record_audit(Deed.SIGNED_IN, by=user, at=at)
        return user


def _require_few(county: County, phone_index: str, address: str | None, at: datetime) -> None:
    one_at_a_time(f"code:{county.code}:{phone_index}")
    asked = SignInCode.objects.order_by("-asked_at").values_list("asked_at", flat=True)
    of_number = asked.filter(county=county, phone_index=phone_index)[: NUMBER_LIMITS[-1].count]
    wait_seconds = retry_after_seconds(list(of_number), NUMBER_LIMITS, at=at)
    if address:
        one_at_a_time(f"code-address:{address}")
        of_address = asked.filter(address=address)[: ADDRESS_LIMITS[-1].count]
        wait_seconds = max(wait_seconds, retry_after_seconds(list(of_address), ADDRESS_LIMITS, at=at))
    if wait_seconds:
        raise TooManyCodes(retry_after=wait_seconds)


def _newest(county: County, phone_index: str, asked_by: str) -> SignInCode:
    of_number = SignInCode.objects.filter(county=county, phone_index=phone_index)
    newest = of_number.order_by("-asked_at", "-id").first()
    if newest is None or not hmac.compare_digest(newest.asked_by.encode(), clean(asked_by).encode()):
        raise CodeExpired
    return newest


def _count_guess(issued: SignInCode, at: datetime) -> None:
    alive = SignInCode.objects.filter(
        pk=issued.pk, used_at=None, expires_at__gt=at, wrong_guesses__lt=WRONG_GUESSES_MAX
    )
    with transaction.atomic(durable=True):
        if not alive.update(wrong_guesses=F("wrong_guesses") + 1):
            raise CodeExpired


def _use(issued: SignInCode, at: datetime) -> None:
    """Once: of two right guesses one gets through. The guess that was right is not a wrong one."""
    unused = SignInCode.objects.filter(pk=issued.pk, used_at=None, expires_at__gt=at)
    if not unused.update(used_at=at, wrong_guesses=F("wrong_guesses") - 1):
        raise CodeExpired


def _user_of(phone: str, county: County, at: datetime) -> User:
    user = User.objects.by_phone(phone, county_id=county.code)
    if user is None:
        user = User(county=county, created_at=at)
        user.set_phone(phone)
        user.set_unusable_password()
        user.save(force_insert=True)
    if not user.is_active:
        raise UserDisabled
    if user.as_officer:
        raise PasswordNeeded
    return user


def _digits(code: str) -> str:
    return clean(code).translate(FULLWIDTH).replace(" ", "")


def _hash(code: str, asked_by: str, phone_index: str) -> str:
    text = f"sign-in-code:{phone_index}:{asked_by}:{code}"
    return hmac.new(settings.INDEX_KEY, text.encode(), hashlib.sha256).hexdigest()
