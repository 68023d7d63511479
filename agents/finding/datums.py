"""Chinese map coordinates. Everything inside is WGS-84; GCJ-02 and BD-09 are turned at the door (DESIGN §2.14).

GCJ-02 (AMap, Tencent, phones inside China) moves a WGS-84 point by some 300 to 700 m; BD-09 (Baidu) moves that once
more. Neither shift has a closed inverse: it is iterated until less than a millimetre is left. Degrees throughout,
latitude first. Pure Python.
"""

import math
from collections.abc import Callable

WGS84, GCJ02, BD09 = "wgs84", "gcj02", "bd09"

Degrees = tuple[float, float]

# Krassovsky's ellipsoid of 1940, on which the shift is defined: half axis in metres, eccentricity squared.
HALF_AXIS_M = 6378245.0
ECCENTRICITY_2 = 0.00669342162296594323
# The shift's own origin, and the rectangle inside which it is applied.
ORIGIN_LAT, ORIGIN_LNG = 35.0, 105.0
SHIFTED_LAT, SHIFTED_LNG = (0.8293, 55.8271), (72.004, 137.8347)

BAIDU_WAVE = math.pi * 3000 / 180
BAIDU_LAT, BAIDU_LNG = 0.006, 0.0065

# The shift changes by less than a thousandth of a degree per degree, so each step gains three digits.
STEPS_MAX = 10
CLOSE_ENOUGH_DEGREES = 1e-10


def gcj02_from_wgs84(lat: float, lng: float) -> Degrees:
    """Unchanged outside the rectangle around China."""
    if not (SHIFTED_LAT[0] <= lat <= SHIFTED_LAT[1] and SHIFTED_LNG[0] <= lng <= SHIFTED_LNG[1]):
        return lat, lng
    north_m, east_m = _shift_m(lat - ORIGIN_LAT, lng - ORIGIN_LNG)
    sine = math.sin(math.radians(lat))
    bend = 1 - ECCENTRICITY_2 * sine * sine
    meridian_m = HALF_AXIS_M * (1 - ECCENTRICITY_2) / bend**1.5
    parallel_m = HALF_AXIS_M / math.sqrt(bend) * math.cos(math.radians(lat))
    return lat + math.degrees(north_m / meridian_m), lng + math.degrees(east_m / parallel_m)


def wgs84_from_gcj02(lat: float, lng: float) -> Degrees:
    return _inverse(gcj02_from_wgs84, lat, lng)


def bd09_from_gcj02(lat: float, lng: float) -> Degrees:
    radius = math.hypot(lng, lat) + 0.00002 * math.sin(lat * BAIDU_WAVE)
    angle = math.atan2(lat, lng) + 0.000003 * math.cos(lng * BAIDU_WAVE)
    return radius * math.sin(angle) + BAIDU_LAT, radius * math.cos(angle) + BAIDU_LNG


def gcj02_from_bd09(lat: float, lng: float) -> Degrees:
    return _inverse(bd09_from_gcj02, lat, lng)


def bd09_from_wgs84(lat: float, lng: float) -> Degrees:
    return bd09_from_gcj02(*gcj02_from_wgs84(lat, lng))


def wgs84_from_bd09(lat: float, lng: float) -> Degrees:
    return wgs84_from_gcj02(*gcj02_from_bd09(lat, lng))


def _shift_m(y: float, x: float) -> Degrees:
    """Metres to the north and to the east, for degrees from the origin."""
    root = math.sqrt(abs(x))
    common = 20 * math.sin(6 * math.pi * x) + 20 * math.sin(2 * math.pi * x)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += 2 / 3 * (common + _waves(y, (20, 1), (40, 1 / 3)) + _waves(y, (160, 1 / 12), (320, 1 / 30)))
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += 2 / 3 * (common + _waves(x, (20, 1), (40, 1 / 3)) + _waves(x, (150, 1 / 12), (300, 1 / 30)))
    return north, east


def _waves(at: float, *waves: tuple[float, float]) -> float:
    return sum(height * math.sin(math.pi * frequency * at) for height, frequency in waves)


def _inverse(forward: Callable[[float, float], Degrees], lat: float, lng: float) -> Degrees:
    """The point that ``forward`` moves to (lat, lng)."""
    guess_lat, guess_lng = lat, lng
    for _ in range(STEPS_MAX):
        moved_lat, moved_lng = forward(guess_lat, guess_lng)
        off_lat, off_lng = lat - moved_lat, lng - moved_lng
        guess_lat, guess_lng = guess_lat + off_lat, guess_lng + off_lng
        if max(abs(off_lat), abs(off_lng)) < CLOSE_ENOUGH_DEGREES:
            break
    return guess_lat, guess_lng
