"""Under /api/ every error is problem details, whoever answered it: router, middleware or Django itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control

from frontend.api.problems import MEDIA_TYPE, is_machines, problem_of_status


class ProblemMiddleware:
    """Stands around all that may refuse, so that what CSRF, hosts and sizes refuse is answered in the same shape."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_machines(request):
            return self.get_response(request)
        response = self.get_response(request) if _has_known_length(request) else HttpResponse(status=411)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            _make_problem(request, response)
        # Answers hold personal data and change by the second.
        patch_cache_control(response, no_store=True, private=True)
        return response


def _has_known_length(request: HttpRequest) -> bool:
    """WSGI hands over a body of announced length only; a chunked one would be taken for none."""
    return not request.headers.get("Transfer-Encoding") or bool(request.headers.get("Content-Length"))


def _make_problem(request: HttpRequest, answered: HttpResponse) -> None:
    """In place: what the middleware beneath put into the headers stays."""
    with translation.override(translation.get_language_from_request(request)):
        problem = problem_of_status(answered.status_code)
    answered.content = problem.content
    answered.headers["Content-Type"] = MEDIA_TYPE
    answered.headers["Content-Length"] = str(len(problem.content))
