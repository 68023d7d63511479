"""Who is counted for a request, and what a door says to somebody who comes too often."""

from ipaddress import ip_address
from math import ceil

from django.conf import settings
from django.http import HttpRequest

from agents.models import User
from frontend.address import client_address
from frontend.api.problems import is_machines
from frontend.limits.buckets import buckets
from frontend.limits.errors import TooManyRequests
from frontend.limits.table import OF_ADDRESS, OF_PERSON, SIGN_IN, Quota, quota_of


def count_address(request: HttpRequest) -> None:
    """Whoever it is and wherever it leads. Raises TooManyRequests."""
    if address := _far_address(request):
        _count(OF_ADDRESS, address)


def count_route(request: HttpRequest, user: User | None) -> None:
    """By the person where one is known, else by the address. Raises TooManyRequests."""
    if user is not None:
        _count(OF_PERSON, f"person {user.pk}")
    match = request.resolver_match
    quota = quota_of(match.view_name, request.method or "") if match else None
    if user is None and quota is not SIGN_IN and is_machines(request):
        # A token was not read yet; whoever it belongs to is counted then, and nobody else passes.
        return
    who = f"person {user.pk}" if user else _far_address(request)
    if quota and who:
        _count(quota, who)


def _count(quota: Quota, who: str) -> None:
    wait_seconds = buckets.take(quota, who, factor=settings.RATE_LIMIT_FACTOR)
    if wait_seconds:
        raise TooManyRequests(retry_after=max(1, ceil(wait_seconds)))


def _far_address(request: HttpRequest) -> str | None:
    """None for this machine itself. A proxy that forgot to say for whom it asks must not lock everybody out.

    An IPv6 client owns 2^64 addresses: it is counted by its network.
    """
    raw = client_address(request)
    if raw is None:
        return None
    address = ip_address(raw)
    if address.is_loopback:
        return None
    return str(address) if address.version == 4 else f"{int(address) >> 64:x}::/64"
