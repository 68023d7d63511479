"""A socket carries the browser's cookies, so only the site's own pages may open one (S8)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

LOCAL_HOSTS = [".localhost", "127.0.0.1", "[::1]"]


def is_own_page(scope: Mapping[str, Any]) -> bool:
    """The Origin's host is one of ALLOWED_HOSTS. A missing, doubled or unreadable Origin is not."""
    origins = [value for name, value in scope["headers"] if name == b"origin"]
    if len(origins) != 1:
        return False
    try:
        netloc = urlsplit(origins[0].decode("latin1")).netloc
    except ValueError:
        return False
    host, _ = split_domain_port(netloc)
    allowed = settings.ALLOWED_HOSTS or (LOCAL_HOSTS if settings.DEBUG else [])
    return bool(host) and validate_host(host, allowed)
