"""The browser's language decides, zh-Hans where unclear (DESIGN §6); a choice made on a page wins."""

from django.middleware.locale import LocaleMiddleware


class LanguageMiddleware(LocaleMiddleware):
    """Reads the language cookie, then Accept-Language."""
