"""Where a request came from, as far as it can be believed."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address, or None where none is known (a unix socket).

    X-Forwarded-For is believed only as far as ``PROXIES_COUNT`` proxies of our own have written it, counted from
    the right: what a client writes there itself changes nothing (S11).
    """
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.PROXIES_COUNT:
        hops = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
        address = hops[max(0, len(hops) - settings.PROXIES_COUNT)].strip() or address
    try:
        return str(ip_address(address))
    except ValueError:
        return None
