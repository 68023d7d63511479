import json
from functools import partial
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderQuotaExceeded, GeocoderServiceError, GeopyError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

TIANDITU_URL = "https://api.tianditu.gov.cn"


class Tianditu(Geocoder):  # type: ignore[misc]
    """天地图's geocoder. Locations are CGCS2000, which for our purpose is WGS-84 (they differ by centimetres)."""

    def __init__(self, api_key: str, *, url: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.api_key = api_key
        self.api = (url or TIANDITU_URL).rstrip("/") + "/geocoder"

    def geocode(self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL) -> Any:
        """Raises geopy's GeopyError."""
        asked = urlencode({"ds": json.dumps({"keyWord": query}, ensure_ascii=False), "tk": self.api_key})
        read = partial(self._read, exactly_one=exactly_one)
        return self._call_geocoder(f"{self.api}?{asked}", read, timeout=timeout)

    def _read(self, page: Any, *, exactly_one: bool) -> Any:
        if not isinstance(page, dict):
            raise GeocoderServiceError(f"Tianditu answered with {json.dumps(page)[:20]}")
        if str(page.get("status")) != "0":
            raise self._failure(str(page.get("msg", "")))
        entry = page.get("location")
        if not entry:
            return None if exactly_one else []
        found = Location(entry.get("keyWord") or "", (float(entry["lat"]), float(entry["lon"])), entry)
        return found if exactly_one else [found]

    def _failure(self, message: str) -> GeopyError:
        quota = "quota" in message.lower() or "配额" in message or "超限" in message
        return (GeocoderQuotaExceeded if quota else GeocoderServiceError)(message[:100])
