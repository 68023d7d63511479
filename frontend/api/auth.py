"""Who calls, and as what: bearer token or session cookie, then the role an operation needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from agents.errors import NotFound, NotPermitted, SignedOut
from agents.models import Agent, County, Officer, User
from agents.rights import Right
from agents.sign_in.tokens import user_of_token
from frontend.api.errors import CsrfFailed, NotAnAgent, NotAnOfficer
from frontend.limits.counting import count_route


class Token(HttpBearer):
    """``Authorization: Bearer …``, as POST /sign-in/… gives it."""

    openapi_description = (
        "As /sign-in/codes/confirm and /sign-in/password give it; 30 days, or until revoked."
    )

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """A token that does not hold is not made good by a cookie. Raises SignedOut or TooManyRequests."""
        user = user_of_token(token, timezone.now())
        if user is None:
            raise SignedOut
        count_route(request, user)
        request.user = user
        return user


class Session(APIKeyCookie):
    """The cookie of a browser that signed in on a page. Writing needs ``X-CSRFToken`` too."""

    openapi_description = (
        "Of a browser that signed in on a page. POST, PUT and DELETE need the X-CSRFToken header."
    )

    def __init__(self) -> None:
        self.param_name = settings.SESSION_COOKIE_NAME
        super().__init__()

    def __call__(self, request: HttpRequest) -> User | None:
        """Raises CsrfFailed."""
        if not isinstance(request.user, User):
            return None
        if check_csrf(request):
            raise CsrfFailed
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        raise NotImplementedError("The session middleware has read the cookie already.")


def nobody(request: HttpRequest) -> bool:
    """Lets in who is not signed in."""
    return True


SIGNED_IN = [Token(), Session()]
#: For what everybody may read; who is signed in reads of the own county. The OpenAPI document says ``{}``.
ANYBODY = [*SIGNED_IN, nobody]
OPTIONAL: dict[str, Any] = {"security": [{}]}


def user_of(request: HttpRequest) -> User:
    """Raises SignedOut."""
    if not isinstance(request.user, User):
        raise SignedOut
    return request.user


def county_of(request: HttpRequest) -> County:
    """The county of who is signed in, else the one this host serves. Raises NotFound where none is loaded."""
    if isinstance(request.user, User):
        return request.user.county
    county = County.objects.filter(pk=settings.COUNTY).first()
    if county is None:
        raise NotFound
    return county


def agent_of(request: HttpRequest) -> Agent:
    """Raises NotAnAgent."""
    user = user_of(request)
    agent = user.as_agent
    if agent is None:
        raise NotAnAgent
    # An agent serves the county of the own sign-in; it was read with the user and is not read again.
    agent.county = user.county
    return agent


def officer_of(request: HttpRequest) -> Officer:
    """Any officer: an auditor reads too. Raises NotAnOfficer."""
    officer = user_of(request).as_officer
    if officer is None:
        raise NotAnOfficer
    return officer


def officer_with(right: Right, request: HttpRequest) -> Officer:
    """An officer whose role has the right. Raises NotAnOfficer or NotPermitted."""
    officer = officer_of(request)
    if not officer.may(right):
        raise NotPermitted
    return officer


def dispatcher_of(request: HttpRequest) -> Officer:
    """An officer who may dispatch. Raises NotAnOfficer or NotPermitted (auditors)."""
    officer = officer_of(request)
    if not officer.may_dispatch:
        raise NotPermitted
    return officer
