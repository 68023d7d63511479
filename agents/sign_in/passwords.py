"""Sign-in of officers by user name and password (S12)."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db import transaction

from agents import vault
from agents.models import SignInFailure, User
from agents.sign_in.errors import TooManyWrongPasswords, WrongPassword
from agents.sign_in.limits import Limit, one_at_a_time, retry_after_seconds
from agents.text import clean

WRONG_PASSWORDS = Limit(5, timedelta(minutes=15))
USERNAME_LENGTH_MAX = 50
PASSWORD_LENGTH_MAX = 256
UNUSABLE = UNUSABLE_PASSWORD_PREFIX


def sign_in_by_password(username: str, password: str, *, at: datetime, address: str | None = None) -> User:
    """The officer of that name. ``address`` is an IP address, or None where none is known.

    Says the same, after the same work, whether the name, the password or the right to sign in was wrong. An
    attempt is counted before it is looked at. Raises WrongPassword or TooManyWrongPasswords.
    """
    name = clean(username)[:USERNAME_LENGTH_MAX]
    tried = _count_attempt(name, address, at)
    users = User.objects.with_roles()
    user = users.filter(username=name).first() if name else None
    if not _matches(user, _storable(password)) or user is None or not _may_sign_in(user):
        raise WrongPassword
    tried.delete()
    return user


def _count_attempt(username: str, address: str | None, at: datetime) -> SignInFailure:
    index = vault.index("username", username)
    with transaction.atomic(durable=True):
        one_at_a_time(f"password:{index}:{address}")
        failures = SignInFailure.objects.filter(username_index=index, address=address).order_by("-at")
        times = failures.values_list("at", flat=True)[: WRONG_PASSWORDS.count]
        wait_seconds = retry_after_seconds(list(times), [WRONG_PASSWORDS], at=at)
        if wait_seconds:
            raise TooManyWrongPasswords(retry_after=wait_seconds)
        return SignInFailure.objects.create(username_index=index, address=address, at=at)


def _matches(user: User | None, password: str) -> bool:
    """Nobody's password costs one hash too, so that the time does not tell who exists."""
    return check_password(password, user.password if user else UNUSABLE)


def _may_sign_in(user: User) -> bool:
    return user.is_active and user.as_officer is not None


def _storable(password: str) -> str:
    """What cannot be encoded cannot be anybody's password; it is still worth one hash."""
    return password[:PASSWORD_LENGTH_MAX].encode("utf-8", "replace").decode()
