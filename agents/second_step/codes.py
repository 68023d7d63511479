"""The six digits: made by the officer's app, good for one half minute and once. Times are UTC."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import pyotp
from django.conf import settings
from django.db import transaction

from agents import vault
from agents.audit import Deed, record_audit
from agents.models import RecoveryCode, SecondStep, SignInFailure, User
from agents.phone import FULLWIDTH
from agents.second_step.errors import TooManyWrongSecondSteps, WrongSecondStep
from agents.sign_in.auditing import note_failure
from agents.sign_in.limits import Limit, one_at_a_time, retry_after_seconds
from agents.text import clean

WRONG_CODES = Limit(5, timedelta(minutes=15))
STEP_SECONDS = 30
#: A phone's clock may be half a minute off.
STEPS_OFF = 1
RECOVERY_CODES = 10


def has_second_step(user: User) -> bool:
    return SecondStep.objects.filter(user=user).exists()


def is_second_step_missing(user: User) -> bool:
    """Officers must have one, except in demo mode."""
    return settings.SECOND_STEP_REQUIRED and user.as_officer is not None and not has_second_step(user)


def fresh_secret() -> str:
    """160 random bits, base 32, as apps read them."""
    return pyotp.random_base32()


def address_for_app(secret: str, user: User) -> str:
    """``otpauth://…``, which an app reads as a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.username or "", issuer_name=user.county.name)


def set_up_second_step(user: User, secret: str, code: str, *, at: datetime) -> list[str]:
    """From now on sign-in asks for a code. Returns the recovery codes, in the clear for this once.

    ``code`` shows that the app has the secret. Raises WrongSecondStep or TooManyWrongSecondSteps.
    """
    tried = _count_attempt(user, at)
    step = _step_of(secret, code, at)
    if step is None:
        raise WrongSecondStep
    with transaction.atomic():
        SecondStep.objects.filter(user=user).delete()
        SecondStep(user=user, secret=secret, set_up_at=at, last_step=step).save(force_insert=True)
        codes = _fresh_recovery_codes(user)
        tried.delete()
        record_audit(Deed.SECOND_STEP_SET, by=user, at=at, about=user.as_officer or "")
    return codes


def prove_second_step(user: User, code: str, *, at: datetime) -> None:
    """By a code of the app or a recovery code. A try is counted before it is looked at.

    Raises WrongSecondStep (also for a code used before) or TooManyWrongSecondSteps.
    """
    tried = _count_attempt(user, at)
    if not (_use_step(user, code, at) or _use_recovery_code(user, code, at)):
        note_failure(user, at=at)
        raise WrongSecondStep
    tried.delete()


def _use_step(user: User, code: str, at: datetime) -> bool:
    mine = SecondStep.objects.filter(user=user)
    kept = mine.first()
    step = _step_of(kept.secret, code, at) if kept else None
    # Of two requests with the same code one gets through.
    return step is not None and mine.filter(last_step__lt=step).update(last_step=step) == 1


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The half minute whose code this is; the comparison takes the same time for any code."""
    given, now = _typed(code), int(at.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    steps = range(now - STEPS_OFF, now + STEPS_OFF + 1)
    matching = [step for step in steps if hmac.compare_digest(totp.generate_otp(step).encode(), given)]
    return matching[-1] if matching else None


def _use_recovery_code(user: User, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(user=user, used_at=None, code_hash=_hash(user, _typed(code)))
    if unused.update(used_at=at) != 1:
        return False
    left = RecoveryCode.objects.filter(user=user, used_at=None).count()
    record_audit(Deed.RECOVERY_CODE_USED, by=user, at=at, after={"left": left})
    return True


def _fresh_recovery_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    codes = ["".join(secrets.choice(alphabet) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    hashes = [_hash(user, code.encode()) for code in codes]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, code_hash=each) for each in hashes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _count_attempt(user: User, at: datetime) -> SignInFailure:
    index = vault.index("second-step", str(user.pk))
    with transaction.atomic(durable=True):
        one_at_a_time(f"second-step:{index}")
        failures = SignInFailure.objects.filter(username_index=index).order_by("-at")
        times = list(failures.values_list("at", flat=True)[: WRONG_CODES.count])
        wait_seconds = retry_after_seconds(times, [WRONG_CODES], at=at)
        if wait_seconds:
            raise TooManyWrongSecondSteps(retry_after=wait_seconds)
        return SignInFailure.objects.create(username_index=index, at=at)


def _typed(code: str) -> bytes:
    """As people type it: spaces, hyphens, capitals and full-width digits do not matter."""
    plain = clean(code)[:40].translate(FULLWIDTH).lower()
    return plain.replace(" ", "").replace("-", "").encode("utf-8", "replace")


def _hash(user: User, code: bytes) -> str:
    return hmac.new(
        settings.INDEX_KEY, b"recovery-code:" + str(user.pk).encode() + b":" + code, hashlib.sha256
    ).hexdigest()
