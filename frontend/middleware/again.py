"""A request whose transaction the database has undone is answered by doing it again, and not by an error (F15)."""

import random
import time
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from frontend.database_errors import RETRY_AFTER_SECONDS, was_undone

TRIES_MAX = 3
# Two that have undone each other do not meet again at the same instant.
PAUSE_SECONDS_MAX = 0.05


class AgainMiddleware:
    """Stands innermost. Every action is one transaction, so what was undone has left nothing behind.

    A request with files is not done again: their streams are read already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for _ in range(TRIES_MAX - 1):
            if not isinstance(response, _Undone) or request.FILES:
                break
            time.sleep(random.uniform(0, PAUSE_SECONDS_MAX))  # noqa: S311 (jitter is no secret)
            response = self.get_response(request)
        if isinstance(response, _Undone):
            raise response.error
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DatabaseError) and was_undone(exception):
            return _Undone(exception)
        return None


class _Undone(HttpResponse):
    """Never leaves this middleware."""

    status_code = 503

    def __init__(self, error: DatabaseError) -> None:
        super().__init__(headers={"Retry-After": str(RETRY_AFTER_SECONDS)})
        self.error = error
