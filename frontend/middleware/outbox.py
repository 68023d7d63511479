"""The door for what waited on a phone: sent only as the person who wrote it, answered so that a script can tell."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from frontend.shell.whose import whose

HEADER = "X-Outbox"
FORGET = "Clear-Site-Data"


class OutboxMiddleware:
    """A form sent with ``X-Outbox: <whose it is>`` goes through its own door.

    401 when somebody else (or nobody) is signed in by now; a redirect, which is how a form says that it worked, becomes
    ``{"url": …}``. A refusal stays the page it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        written_by = request.headers.get(HEADER)
        if written_by is None:
            return self.get_response(request)
        if written_by != whose(request):
            return JsonResponse({"code": "signed_out"}, status=401)
        response = self.get_response(request)
        if 300 <= response.status_code < 400:
            return _accepted(response)
        return response


def _accepted(redirect: HttpResponse) -> HttpResponse:
    """Cookies that were set on the way (the sentence for the next page) go along, and what the browser must forget."""
    accepted = JsonResponse({"url": redirect["Location"]})
    accepted.cookies = redirect.cookies
    if FORGET in redirect:
        accepted[FORGET] = redirect[FORGET]
    return accepted
