"""What every page may show."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

TEXT_SIZE_COOKIE = "text_size"
HTML_LANG = {"zh-hans": "zh-CN", "en": "en"}


def house(request: HttpRequest) -> dict[str, Any]:
    """``html_lang`` chooses the right glyphs for Chinese; ``large_text`` is the elders' presentation."""
    return {
        "demo": settings.DEMO,
        "html_lang": HTML_LANG.get(get_language() or "", "zh-CN"),
        "large_text": request.COOKIES.get(TEXT_SIZE_COOKIE) == "large",
    }
