"""Language and text size: one tap each, remembered by a cookie, and with the person when known."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agents.errors import NotAChoice
from agents.preferences import prefer_language, prefer_text_size
from frontend.context import TEXT_SIZE_COOKIE
from frontend.doors import local_path, user_of

YEAR_SECONDS = 365 * 24 * 60 * 60
SIZES = ("normal", "large")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Raises NotAChoice."""
    code = request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        raise NotAChoice(field="language")
    if request.user.is_authenticated:
        prefer_language(user_of(request), code)
    return _remember(_back(request), settings.LANGUAGE_COOKIE_NAME, code)


@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Raises NotAChoice."""
    size = request.POST.get("size", "")
    if size not in SIZES:
        raise NotAChoice(field="size")
    if request.user.is_authenticated:
        prefer_text_size(user_of(request), large=size == "large")
    return _remember(_back(request), TEXT_SIZE_COOKIE, size)


def _back(request: HttpRequest) -> HttpResponse:
    return redirect(local_path(request.POST.get("next")) or "/")


def _remember(response: HttpResponse, cookie: str, value: str) -> HttpResponse:
    response.set_cookie(
        cookie, value, max_age=YEAR_SECONDS, secure=settings.TLS, httponly=True, samesite="Lax"
    )
    return response
