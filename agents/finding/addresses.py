"""An address to a point. Whatever the provider does, the request is not lost: then there is no point."""

import logging
import re
from functools import partial
from typing import Any

from django.conf import settings

from agents.errors import Refusal
from agents.finding.geocoding import Provider, provider_for
from agents.finding.geocoding.deadline import Calls
from agents.finding.maps import map_of
from agents.finding.point import GivenPoint
from agents.models import County

logger = logging.getLogger(__name__)
# geopy and urllib3 log the whole question, retries included: where people live, and the provider's key.
logging.getLogger("geopy").setLevel(logging.ERROR)
logging.getLogger("urllib3").setLevel(logging.ERROR)

calls = Calls(calls_max=8)

# Phone and ID numbers that people write into an address are nobody else's business.
LONG_NUMBER = re.compile(r"\d[\d \-]{5,}[\dXx]")


def locate_address(county: County, address: str) -> GivenPoint | None:
    """The address's point in WGS-84, or None: no address, no provider, no answer in time, a rough or foreign one.

    Waits at most GEOCODER_TIMEOUT_SECONDS. Call it outside a transaction.
    """
    query = query_for(county, address)
    if not query or settings.GEOCODER == "none":
        return None
    try:
        found = _ask(query)
    except Exception as failure:
        # Providers fail in more ways than their libraries name. The text of a failure holds the address: not logged.
        logger.warning("geocoding by %s failed: %s", settings.GEOCODER, type(failure).__name__)
        return None
    if found is None or map_of(county.pk).is_outside(found.lat, found.lng):
        return None
    return found


def query_for(county: County, address: str) -> str:
    """What a provider is asked: begins with the county's name, carries no phone or ID number."""
    words = LONG_NUMBER.sub("", address).strip()
    if not words or county.name in words:
        return words
    return county.name + words


def _ask(query: str) -> GivenPoint | None:
    seconds = settings.GEOCODER_TIMEOUT_SECONDS
    provider = provider_for(
        settings.GEOCODER, key=settings.GEOCODER_KEY, url=settings.GEOCODER_URL, timeout_seconds=seconds
    )
    location = calls.within(seconds, partial(provider.geocoder.geocode, query))
    return _point(provider, location) if location else None


def _point(provider: Provider, location: Any) -> GivenPoint | None:
    if provider.is_rough(location.raw):
        return None
    try:
        return GivenPoint(location.latitude, location.longitude, provider.system).in_wgs84()
    except Refusal:
        return None
