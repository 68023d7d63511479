"""Error pages in the house's own words; a machine gets problem details."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from frontend.api.problems import is_machines, problem_of_status
from frontend.database_errors import RETRY_AFTER_SECONDS, is_away


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that asks nothing of session, person or database: any of them may be what broke.

    A database that does not serve for the moment is 503 with Retry-After (F13); Django calls this while it handles
    the error.
    """
    away = is_away(sys.exception())
    status = 503 if away else 500
    if is_machines(request):
        response = problem_of_status(status)
    else:
        response = HttpResponse(render_to_string("account/broken.html", {"away": away}), status=status)
    if away:
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if is_machines(request):
        return problem_of_status(status)
    return render(request, "account/error.html", {"status": status}, status=status)
