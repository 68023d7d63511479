"""Which addresses a browser's push subscription may have: this site will call them (S19)."""

from urllib.parse import urlsplit

from django.conf import settings


def is_push_service(url: str) -> bool:
    """https, to a known push service on its usual port, without user or password; or an origin the county added."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in settings.WEBPUSH_ORIGINS:
        return True
    if parts.scheme != "https" or port not in {None, 443} or "@" in parts.netloc:
        return False
    host = parts.hostname or ""
    return any(host == known or host.endswith(f".{known}") for known in settings.WEBPUSH_HOSTS)
