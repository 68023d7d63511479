"""The two doors: pages need all that stands before a view, a program with a token needs little of it.

What each door passes is decided by two lists in ``config.settings.http`` and nowhere else.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from frontend.api.problems import is_machines

GetResponse = Callable[[HttpRequest], HttpResponse]
SCHEME = "bearer "


class TwoDoorsMiddleware:
    """``PAGE_MIDDLEWARE`` for browsers, ``TOKEN_MIDDLEWARE`` for who comes to ``/api/`` with a bearer token.

    A session's cookie counts for nothing beside a token, so at that door no session is read. A cookie alone comes
    through the pages' door, with its CSRF check.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self._pages = _Door(settings.PAGE_MIDDLEWARE, get_response)
        self._tokens = _Door(settings.TOKEN_MIDDLEWARE, get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _comes_with_token(request):
            return self._pages.handle(request)  # type: ignore[no-any-return]
        request.user = AnonymousUser()  # until the view has read the token
        return self._tokens.handle(request)  # type: ignore[no-any-return]

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        return _first(hook(request, *view) for hook in self._door(request).before_view)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _first(hook(request, exception) for hook in self._door(request).on_exception)

    def _door(self, request: HttpRequest) -> "_Door":
        return self._tokens if _comes_with_token(request) else self._pages


class _Door:
    """A chain as Django's own handler makes it of a list."""

    def __init__(self, names: Iterable[str], get_response: GetResponse) -> None:
        self.before_view: list[Callable[..., HttpResponse | None]] = []
        self.on_exception: list[Callable[..., HttpResponse | None]] = []
        self.handle: Callable[..., Any] = get_response
        for name in reversed(list(names)):
            each = import_string(name)(self.handle)
            if hasattr(each, "process_view"):
                self.before_view.insert(0, each.process_view)
            if hasattr(each, "process_exception"):
                self.on_exception.append(each.process_exception)
            self.handle = convert_exception_to_response(each)


def _comes_with_token(request: HttpRequest) -> bool:
    return (
        is_machines(request) and request.META.get("HTTP_AUTHORIZATION", "")[: len(SCHEME)].lower() == SCHEME
    )


def _first(answers: Iterable[HttpResponse | None]) -> HttpResponse | None:
    return next((answer for answer in answers if answer is not None), None)
