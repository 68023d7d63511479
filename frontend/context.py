"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from frontend.shell.whose import whose

TEXT_SIZE_COOKIE = "text_size"
HTML_LANG = {"zh-hans": "zh-CN", "en": "en"}


def house(request: HttpRequest) -> dict[str, Any]:
    """``html_lang`` chooses the right glyphs for Chinese; ``large_text`` is the elders' presentation.

    ``language_code`` is Django's name of it; ``whose`` tells the phone to whom what it keeps belongs.
    """
    language = get_language() or ""
    return {
        "demo": settings.DEMO,
        "html_lang": HTML_LANG.get(language, "zh-CN"),
        "language_code": language if language in HTML_LANG else "zh-hans",
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == "large",
        "whose": whose(request),
    }
