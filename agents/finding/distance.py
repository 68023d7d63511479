from functools import lru_cache

from geopy.distance import geodesic

# Grids stand still: a board asks for the same few pairs again and again, and each costs a fifth of a millisecond.
PAIRS_KEPT_MAX = 100_000


@lru_cache(maxsize=PAIRS_KEPT_MAX)
def distance_m(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> float:
    """Metres along the WGS-84 ellipsoid between two points in WGS-84 degrees: as the crow flies, not by road."""
    return float(geodesic((a_lat, a_lng), (b_lat, b_lng)).meters)
