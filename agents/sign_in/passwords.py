"""Sign-in of officers by user name and password (S12)."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, check_password
from django.db import transaction

from agents import vault
from agents.audit import Deed, record_audit
from agents.models import AccessToken, SignInFailure, User
from agents.passwords.errors import PasswordToBeChosen
from agents.passwords.history import remember
from agents.passwords.policy import LENGTH_MAX, must_choose_anew, require_strong
from agents.second_step.codes import has_second_step, is_second_step_missing, prove_second_step
from agents.second_step.errors import SecondStepNeeded, SecondStepNotSetUp
from agents.sign_in.auditing import note_failure
from agents.sign_in.errors import TooManyWrongPasswords, WrongPassword
from agents.sign_in.limits import Limit, one_at_a_time, retry_after_seconds
from agents.sign_in.parallel import forget_sessions
from agents.signals import signed_out
from agents.text import clean

WRONG_PASSWORDS = Limit(5, timedelta(minutes=15))
USERNAME_LENGTH_MAX = 50
UNUSABLE = UNUSABLE_PASSWORD_PREFIX


def sign_in_by_password(
    username: str, password: str, *, code: str = "", at: datetime, address: str | None = None
) -> User:
    """Both steps at once, for a client that has both at hand.

    Raises the refusals of ``prove_password`` and ``prove_second_step``, SecondStepNeeded (the code is missing),
    SecondStepNotSetUp or PasswordToBeChosen (this officer has to come to the page first).
    """
    user = prove_password(username, password, at=at, address=address)
    if has_second_step(user):
        if not code.strip():
            raise SecondStepNeeded
        prove_second_step(user, code, at=at)
    elif is_second_step_missing(user):
        raise SecondStepNotSetUp
    if must_choose_anew(user, at=at):
        raise PasswordToBeChosen
    signed_in(user, at=at)
    return user


def prove_password(username: str, password: str, *, at: datetime, address: str | None = None) -> User:
    """The officer of that name; who has a second step is not signed in by this alone (``agents.second_step``).

    ``address`` is an IP address, or None where none is known. Says the same, after the same work, whether the name,
    the password or the right to sign in was wrong. An attempt is counted before it is looked at.
    Raises WrongPassword or TooManyWrongPasswords.
    """
    name = clean(username)[:USERNAME_LENGTH_MAX]
    tried = _count_attempt(name, address, at)
    users = User.objects.with_roles()
    user = users.filter(username=name).first() if name else None
    if not _matches(user, _storable(password)) or user is None or not _may_sign_in(user):
        note_failure(user, at=at)
        raise WrongPassword
    tried.delete()
    return user


def signed_in(user: User, *, at: datetime) -> None:
    """Write down that the officer has come in, all steps done."""
    record_audit(Deed.SIGNED_IN, by=user, at=at)


@transaction.atomic
def change_password(user: User, new: str, *, by: User, at: datetime) -> None:
    """Everything the person had open elsewhere ends. Raises the refusals of ``require_strong``."""
    require_strong(new, user=user)
    user.set_password(new)
    user.password_set_at = at
    user.save(update_fields=["password", "password_set_at"])
    remember(user, at=at)
    forget_sessions(user)
    AccessToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)
    # Sessions go by the password's hash and are gone; their sockets hear of it.
    signed_out.send(User, user=user, at=at)
    record_audit(Deed.PASSWORD_CHANGED, by=by, at=at, about=user.as_officer or "")


def hand_over_password(user: User, password: str) -> None:
    """A first password that somebody else has seen: it opens one door, behind which another is chosen (S14)."""
    user.set_password(password)
    user.password_set_at = None
    forget_sessions(user)


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
    return password[:LENGTH_MAX].encode("utf-8", "replace").decode()
