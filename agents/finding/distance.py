from geopy.distance import geodesic


def distance_m(a_lat: float, a_lng: float, b_lat: float, b_lng: float) -> float:
    """Metres along the WGS-84 ellipsoid between two points in WGS-84 degrees: as the crow flies, not by road."""
    return float(geodesic((a_lat, a_lng), (b_lat, b_lng)).meters)
