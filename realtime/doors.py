"""Who may open this room's pages."""

from django.http import HttpRequest

from agents.errors import NotPermitted, SignedOut
from agents.models import Officer, User
from agents.rights import Right


def user_of(request: HttpRequest) -> User:
    """Raises SignedOut, which leads to signing in."""
    if not isinstance(request.user, User):
        raise SignedOut
    return request.user


def officer_with(right: Right, request: HttpRequest) -> Officer:
    """An officer whose role has the right. Raises SignedOut or NotPermitted."""
    user = user_of(request)
    officer = user.as_officer
    if officer is None or not officer.may(right):
        raise NotPermitted
    # Both came with the session's user in one statement.
    officer.user, officer.county = user, user.county
    return officer
