"""The last few passwords of an officer: none of them comes back."""

from datetime import datetime

from django.contrib.auth.hashers import check_password

from agents.models import UsedPassword, User
from agents.passwords.errors import PasswordUsedBefore

REMEMBERED = 5


def was_used(password: str, *, user: User) -> None:
    """Costs a hash for each that is remembered. Raises PasswordUsedBefore."""
    remembered = user.used_passwords.order_by("-id").values_list("hash", flat=True)[:REMEMBERED]
    hashes = dict.fromkeys([user.password, *remembered])
    if any(check_password(password, each) for each in hashes):
        raise PasswordUsedBefore(count=REMEMBERED)


def remember(user: User, *, at: datetime) -> None:
    """The present one; what is older than the last few is forgotten for good."""
    UsedPassword.objects.create(user=user, hash=user.password, set_at=at)
    kept = user.used_passwords.order_by("-id").values_list("pk", flat=True)[:REMEMBERED]
    user.used_passwords.exclude(pk__in=list(kept)).delete()
