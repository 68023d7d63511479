import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderQuotaExceeded,
    GeocoderServiceError,
    GeopyError,
)
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

AMAP_URL = "https://restapi.amap.com"
# infocode of AMap's web service: a wrong or unlicensed key; a limit by day, by second, by address.
KEY_REFUSED = frozenset({"10001", "10002", "10005", "10007", "10008", "10009", "10012", "10013"})
OVER_QUOTA = frozenset(
    {"10003", "10004", "10010", "10014", "10015", "10019", "10020", "10021", "10029", "10044", "10045"}
)


class AMap(Geocoder):  # type: ignore[misc]
    """AMap's web service v3. Locations are GCJ-02, as the service gives them."""

    def __init__(self, api_key: str, *, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.api_key = api_key
        self.api = (url or AMAP_URL).rstrip("/") + "/v3/geocode/geo"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """Raises geopy's GeopyError."""
        asked = urlencode({"key": self.api_key, "address": query, "output": "JSON"})
        read = partial(self._read, exactly_one=exactly_one)
        return self._call_geocoder(f"{self.api}?{asked}", read, timeout=timeout)

    def _read(self, page: Any, *, exactly_one: bool) -> Any:
        if not isinstance(page, dict):
            raise GeocoderServiceError(f"AMap answered with {json.dumps(page)[:20]}")
        if str(page.get("status")) != "1":
            raise self._failure(str(page.get("infocode", "")))
        found = [self._location(entry) for entry in page.get("geocodes") or []]
        if exactly_one:
            return found[0] if found else None
        return found

    def _location(self, entry: dict[str, Any]) -> Location:
        lng, lat = str(entry["location"]).split(",")
        return Location(entry.get("formatted_address") or "", (float(lat), float(lng)), entry)

    def _failure(self, infocode: str) -> GeopyError:
        if infocode in KEY_REFUSED:
            return GeocoderAuthenticationFailure(infocode)
        if infocode in OVER_QUOTA:
            return GeocoderQuotaExceeded(infocode)
        return GeocoderServiceError(infocode)
