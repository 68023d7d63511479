"""Who may open this room's pages."""

from django.http import HttpRequest

from agents.errors import NotPermitted, SignedOut
from agents.models import Officer, User


def user_of(request: HttpRequest) -> User:
    """Raises SignedOut, which leads to signing in."""
    if not isinstance(request.user, User):
        raise SignedOut
    return request.user


def manager_of(request: HttpRequest) -> Officer:
    """A county's manager. Raises SignedOut or NotPermitted."""
    user = user_of(request)
    officer = user.as_officer
    if officer is None or officer.role != Officer.Role.COUNTY_MANAGER:
        raise NotPermitted
    # Both came with the session's user in one statement.
    officer.user, officer.county = user, user.county
    return officer
