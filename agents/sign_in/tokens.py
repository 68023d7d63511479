"""Bearer tokens of the machine door: 256 random bits, of which only the hash is kept."""

from datetime import datetime, timedelta

from django.db.models import CharField, DateTimeField

from agents.audit import Deed, record_audit
from agents.models import AccessToken, User
from agents.prepared import Given, Prepared

LIFE = timedelta(days=30)
_by_token = Prepared(
    lambda: User.objects.with_roles().filter(
        access_tokens__token_hash=Given("token_hash", CharField()),
        access_tokens__revoked_at=None,
        access_tokens__expires_at__gt=Given("at", DateTimeField()),
        is_active=True,
    )
)
TOKEN_LENGTH_MAX = 200
# What the audit says was opened or closed.
WHAT = "token"


def issue_token(user: User, at: datetime) -> str:
    """A new token of 30 days. It is told once and cannot be read again."""
    token = AccessToken.fresh()
    AccessToken.objects.create(
        user=user, token_hash=AccessToken.hash_of(token), created_at=at, expires_at=at + LIFE
    )
    return token


def user_of_token(token: str, at: datetime) -> User | None:
    """The user with the roles, in one statement; None for a token unknown, old or revoked, or a user disabled."""
    if not token.isascii() or len(token) > TOKEN_LENGTH_MAX:
        return None
    return _by_token.first(token_hash=AccessToken.hash_of(token), at=at)


def revoke_token(token: str, *, user: User, at: datetime) -> None:
    """Sign this token's client out; a token opens no sockets, so nobody else is told. Twice is once."""
    mine = AccessToken.objects.filter(user=user, token_hash=AccessToken.hash_of(token), revoked_at=None)
    if mine.update(revoked_at=at):
        record_audit(Deed.SIGNED_OUT, by=user, at=at, about=WHAT)
