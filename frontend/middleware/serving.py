"""A browser in which an agent signed in is known as an agent's for a day after, signed out or not (X10, R3)."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from agents.models import User

COOKIE = "serving"
DAY = timedelta(hours=24)
# Signed anew so often that the day counts from the last hour in which somebody served here.
RENEW = timedelta(hours=1)


class ServingMiddleware:
    """Marks the browser while an agent uses it. The mark says nothing but that, to nobody but us."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if isinstance(user, User) and user.as_agent and not _is_marked(request, within=RENEW):
            response.set_signed_cookie(
                COOKIE,
                "agent",
                max_age=DAY,
                secure=settings.TLS,
                httponly=True,
                samesite="Lax",
            )
        return response


def served_here(request: HttpRequest) -> bool:
    """Whether an agent used this browser within the last 24 hours."""
    return _is_marked(request, within=DAY)


def _is_marked(request: HttpRequest, *, within: timedelta) -> bool:
    return bool(request.get_signed_cookie(COOKIE, default="", max_age=within))
