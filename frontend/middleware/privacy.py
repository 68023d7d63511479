"""Pages about a person are not kept by the browser or anything between (S25)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Signing in shows the number that was typed, before anybody is known.
PERSONAL = {"account"}


class PrivacyMiddleware:
    """``Cache-Control: no-store`` on what somebody signed in was answered, unless the view said otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and _is_personal(request):
            response["Cache-Control"] = "private, no-store"
        return response


def _is_personal(request: HttpRequest) -> bool:
    match = request.resolver_match
    user = getattr(request, "user", None)
    return (match is not None and match.namespace in PERSONAL) or bool(user and user.is_authenticated)
