"""What the service worker must know of each page: whose it is, and whether the phone may keep it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from frontend.shell.whose import whose

#: Audiences whose pages open without network. The office is shown fresh or not at all: it holds many people's data.
KEPT = {"citizen", "agent", "shell"}
#: All that is stored about a person, and pages that a link opens without signing in.
LEFT_OUT = {"own_data", "follow", "rate_by_link"}


class PhoneMiddleware:
    """``X-Whose`` on every page, ``X-Keep`` on those of the citizen and the agent.

    A view that shows what must not stay on a phone says ``X-Keep: no``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response["X-Whose"] = whose(request)
            if _may_be_kept(request, response):
                response.headers.setdefault("X-Keep", "page")
        return response


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    return (
        request.method == "GET"
        and response.status_code == 200
        and match is not None
        and match.namespace in KEPT
        and match.url_name not in LEFT_OUT
    )
