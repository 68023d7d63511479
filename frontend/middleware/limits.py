"""Nobody opens doors faster than people do (S21). Costs two look-ups in memory and not one statement."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from agents.models import User
from frontend.api.problems import is_machines, problem_of
from frontend.limits.counting import count_address, count_route
from frontend.limits.errors import TooManyRequests
from frontend.middleware.refusals import answer_refusal
from frontend.roles import wants_json


class LimitMiddleware:
    """Stands behind language and session, which it needs to answer; what leads nowhere is counted, too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            count_address(request)
        except TooManyRequests as refusal:
            return _answer(request, refusal)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The session's user is read with the first question about it, and every page asks; bearers of a token
        are counted where the token is read (``frontend/api/auth.py``)."""
        try:
            count_route(request, request.user if isinstance(request.user, User) else None)
        except TooManyRequests as refusal:
            return _answer(request, refusal)
        return None


def _answer(request: HttpRequest, refusal: TooManyRequests) -> HttpResponse:
    if is_machines(request):
        return problem_of(refusal)
    if wants_json(request):
        said = {"code": refusal.code, "sentence": str(refusal)}
        return JsonResponse(said, status=429, headers={"Retry-After": str(refusal.facts["retry_after"])})
    return answer_refusal(request, refusal, "account/refused.html", {"refusal": refusal, "status": 429})
