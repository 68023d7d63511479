"""Error pages in the house's own words; a machine gets problem details."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from frontend.api.problems import is_machines, problem_of_status


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that asks nothing of session, person or database: any of them may be what broke."""
    if is_machines(request):
        return problem_of_status(500)
    return HttpResponse(render_to_string("account/broken.html"), status=500)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if is_machines(request):
        return problem_of_status(status)
    return render(request, "account/error.html", {"status": status}, status=status)
