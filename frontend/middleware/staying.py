"""An officer's session ends by itself: nobody is at the desk, or the day is over (S12)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from agents.models import Officer, User
from agents.sign_in.sessions import end_session
from agents.sign_in.staying import has_stayed_too_long


class StayingMiddleware:
    """Stands behind the session's user; whoever stayed too long is nobody for the rest of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        officer = request.user.as_officer if isinstance(request.user, User) else None
        if officer is not None:
            at = timezone.now()
            if has_stayed_too_long(request.session, at=at, is_active=_is_active(request, officer)):
                end_session(request, at=at)
        return self.get_response(request)


def _is_active(request: HttpRequest, officer: Officer) -> bool:
    """A page that refreshes itself is nobody's doing; at the duty desk, somebody has to have it before the eyes."""
    by_itself = (
        request.method == "GET"
        and request.headers.get("Sec-Fetch-Dest") == "empty"
        and "HX-Request" not in request.headers
    )
    return officer.on_desk or not by_itself
