"""One id for each request, on every log line that is written while it is answered and in the answer itself."""

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[0-9a-f]{32}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current_request_id() -> str:
    """Empty outside of a request."""
    return _current.get()


def request_id_for(request: HttpRequest) -> str:
    """The one that our own proxy gave, else a new one: what a client writes there itself changes nothing (S23)."""
    given = request.headers.get(HEADER, "")
    if settings.PROXIES_COUNT and _GIVEN.fullmatch(given):
        return given
    return uuid.uuid4().hex


@contextmanager
def under(request_id: str) -> Iterator[None]:
    token = _current.set(request_id)
    try:
        yield
    finally:
        _current.reset(token)
