"""A refusal that no view has answered becomes a page with a sentence, never a 500."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agents.errors import Kind, Refusal
from frontend.doors import local_path

STATUS = {
    Kind.INVALID: 422,
    Kind.CONFLICT: 409,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.THROTTLED: 429,
    Kind.SIGNED_OUT: 401,
}


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if exception.kind == Kind.SIGNED_OUT:
            return _to_sign_in(request)
        context = {
            "refusal": exception,
            "status": STATUS[exception.kind],
            "back": _came_from(request),
        }
        return answer_refusal(request, exception, "account/refused.html", context)


def answer_refusal(
    request: HttpRequest, refusal: Refusal, template: str, context: dict[str, Any]
) -> HttpResponse:
    """``template`` with the refusal's own status; who was too quick is told when to come back (S21)."""
    response = render(request, template, context, status=STATUS[refusal.kind])
    if "retry_after" in refusal.facts:
        response["Retry-After"] = str(refusal.facts["retry_after"])
    return response


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """A page waits behind the sign-in; what was sent by a form cannot, so its own page does."""
    wanted = request.get_full_path() if request.method == "GET" else _came_from(request)
    where = reverse("account:sign_in") + ("?" + urlencode({"next": wanted}) if wanted else "")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": where})
    return redirect(where)


def _came_from(request: HttpRequest) -> str:
    """The page the form was on, when it was one of ours."""
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host():
        return ""
    path = came.path + (f"?{came.query}" if came.query else "")
    return "" if path == request.get_full_path() and request.method == "GET" else local_path(path)
