"""Two bodies of rules that a house may be held to; the setting ``PASSWORD_POLICY`` says which.

``asvs``: OWASP ASVS: long, never a common one, no rules of composition, no expiry. ``dengbao``: 网络安全等级保护 at
level three (GB/T 22239) as it is examined in practice: eight characters of three kinds, changed every 90 days.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from agents.models import User
from agents.passwords.common import is_common
from agents.passwords.errors import CommonPassword, TooFewKinds, WeakPassword
from agents.passwords.history import was_used

LENGTH_MAX = 256
DIFFERENT_CHARACTERS_MIN = 5


@dataclass(frozen=True)
class PasswordPolicy:
    """``kinds_min`` of small letters, capital letters, digits and others; ``life`` None: it does not expire."""

    length_min: int
    kinds_min: int
    life: timedelta | None


POLICIES = {
    "asvs": PasswordPolicy(length_min=12, kinds_min=1, life=None),
    "dengbao": PasswordPolicy(length_min=8, kinds_min=3, life=timedelta(days=90)),
}


def policy_in_use() -> PasswordPolicy:
    return POLICIES[settings.PASSWORD_POLICY]


def require_strong(password: str, *, user: User) -> None:
    """Raises WeakPassword, TooFewKinds, CommonPassword or PasswordUsedBefore."""
    policy = policy_in_use()
    if not policy.length_min <= len(password) <= LENGTH_MAX:
        raise WeakPassword(min=policy.length_min)
    username = (user.username or "").lower()
    if len(set(password)) < DIFFERENT_CHARACTERS_MIN or (username and username in password.lower()):
        raise WeakPassword(min=policy.length_min)
    if kinds_of(password) < policy.kinds_min:
        raise TooFewKinds(min=policy.kinds_min)
    if is_common(password, user=user):
        raise CommonPassword
    was_used(password, user=user)


def kinds_of(password: str) -> int:
    """How many of: small letters, capital letters, digits, anything else. Pure."""
    return sum(
        (
            any(char.islower() for char in password),
            any(char.isupper() for char in password),
            any(char.isdigit() for char in password),
            any(not char.isalnum() or (char.isalpha() and char.lower() == char.upper()) for char in password),
        )
    )


def must_choose_anew(user: User, *, at: datetime) -> bool:
    """The password was handed over by somebody else, or has lived its time."""
    if user.as_officer is None:
        return False
    life = policy_in_use().life
    return user.password_set_at is None or (life is not None and at - user.password_set_at > life)
