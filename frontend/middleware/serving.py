"""A browser in which an agent signed in is known as that agent's for a week after, signed out or not (X10, R3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agents.audit import AgentsBrowser, at_agents_browser
from agents.models import User

COOKIE = "serving"
DAY = timedelta(hours=24)
# The county's policy says how long the mark counts; beyond this nobody asks.
KEPT = timedelta(days=7)
# Written anew so often that the day counts from the last hour in which somebody served here.
RENEW = timedelta(hours=1)


class ServingMiddleware:
    """Marks the browser while an agent uses it. The mark says which agent and when, signed; citizens get none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = agents_browser(request)
        with at_agents_browser(mark):
            response = self.get_response(request)
        user = getattr(request, "user", None)
        agent = user.as_agent if isinstance(user, User) else None
        now = timezone.now()
        if agent and not (mark and mark.agent_id == agent.pk and now - mark.seen_at < RENEW):
            response.set_signed_cookie(
                COOKIE,
                f"{agent.pk}.{int(now.timestamp())}",
                max_age=KEPT,
                secure=settings.TLS,
                httponly=True,
                samesite="Lax",
            )
        return response


def agents_browser(request: HttpRequest) -> AgentsBrowser | None:
    """Which agent used this browser last, if one did within a week."""
    try:
        agent_id, _dot, seconds = str(request.get_signed_cookie(COOKIE, default="")).partition(".")
        mark = AgentsBrowser(int(agent_id), datetime.fromtimestamp(int(seconds), UTC))
    except (BadSignature, ValueError):
        return None
    return mark if timezone.now() - mark.seen_at < KEPT else None


def served_here(request: HttpRequest) -> bool:
    """Whether an agent used this browser within the last 24 hours."""
    mark = agents_browser(request)
    return mark is not None and timezone.now() - mark.seen_at < DAY
