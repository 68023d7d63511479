"""One line and one measurement for each request. The route's pattern is written, never the path: paths hold tokens."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.metrics.requests import observe
from config.watching.request_id import HEADER, request_id_for, under

logger = logging.getLogger("access")

STATIC, UNKNOWN = "static", "unknown"


class RequestMiddleware:
    """Stands outermost and sees every answer, the refusals of other middleware included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id, began = request_id_for(request), time.perf_counter()
        with under(request_id):
            response = self.get_response(request)
            took_seconds = time.perf_counter() - began
            method, route, status = _method(request), route_of(request), response.status_code
            # A file that phones keep for years is not told apart by the request it once came with.
            if route != STATIC:
                response.headers[HEADER] = request_id
            observe(method=method, route=route, status=status, took_seconds=took_seconds)
            facts = {"method": method, "route": route, "status": status, "ms": round(took_seconds * 1000, 1)}
            logger.info("%s %s %s", method, route, status, extra=facts)
        return response


def route_of(request: HttpRequest) -> str:
    """Its pattern in the URL map; few enough to be labels."""
    match = getattr(request, "resolver_match", None)
    if match is not None:
        return f"/{match.route}"
    return STATIC if request.path_info.startswith("/static/") else UNKNOWN


def _method(request: HttpRequest) -> str:
    """Anybody may send any word as a method."""
    known = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
    return request.method if request.method in known else "OTHER"
