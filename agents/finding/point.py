import math
from dataclasses import dataclass

from agents.finding.datums import BD09, GCJ02, WGS84, wgs84_from_bd09, wgs84_from_gcj02
from agents.finding.errors import NotAPoint, UnknownPointSystem

_TO_WGS84 = {WGS84: lambda lat, lng: (lat, lng), GCJ02: wgs84_from_gcj02, BD09: wgs84_from_bd09}


@dataclass(frozen=True)
class GivenPoint:
    """A point as it came in: degrees, and the system they are in (wgs84, gcj02 or bd09)."""

    lat: float
    lng: float
    system: str = WGS84

    def as_text(self) -> str:
        return f"{self.lat:.6f},{self.lng:.6f}"

    def in_wgs84(self, *, field: str = "point") -> "GivenPoint":
        """The same place in WGS-84. Raises NotAPoint or UnknownPointSystem."""
        if self.system not in _TO_WGS84:
            raise UnknownPointSystem(field=field)
        lat, lng = _degrees(self.lat, 90, field), _degrees(self.lng, 180, field)
        return GivenPoint(*_TO_WGS84[self.system](lat, lng))


def _degrees(value: float, limit: int, field: str) -> float:
    """What a caller without types hands over, or a number that JSON lets through (NaN, 1e999), is refused too."""
    try:
        degrees = float(value)
    except (TypeError, ValueError, OverflowError):
        raise NotAPoint(field=field) from None
    if not math.isfinite(degrees) or abs(degrees) > limit:
        raise NotAPoint(field=field)
    return degrees
