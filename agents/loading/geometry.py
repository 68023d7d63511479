"""GeoJSON areas: checked before anything is built on them. WGS-84 degrees, longitude first. Pure of Django."""

from collections.abc import Iterator
from typing import Any

import shapely
from shapely.geometry import shape

from agents.loading.values import is_number, position_fault

AREA_TYPES = ("Polygon", "MultiPolygon")
CORNERS_MAX = 200_000
# Old GeoJSON may name another system; these mean WGS-84 or what is the same to a centimetre.
WGS84_NAMES = ("CRS84", "4326", "4490")

Geometry = dict[str, Any]


def area_fault(geometry: Any) -> str:
    """Why this is no sound Polygon or MultiPolygon in China, or ""."""
    if not isinstance(geometry, dict) or geometry.get("type") not in AREA_TYPES:
        return "the geometry is neither a Polygon nor a MultiPolygon"
    return _shape_fault(geometry["type"], geometry.get("coordinates")) or _drawing_fault(geometry)


def flat(geometry: Geometry) -> Geometry:
    """Type and coordinates only, without heights: what is stored."""
    polygons = _polygons(geometry["type"], geometry["coordinates"])
    flattened = [[[position[:2] for position in ring] for ring in polygon] for polygon in polygons]
    coordinates = flattened if geometry["type"] == "MultiPolygon" else flattened[0]
    return {"type": geometry["type"], "coordinates": coordinates}


def system_fault(document: dict[str, Any]) -> str:
    """A FeatureCollection that says it is in another system than WGS-84."""
    crs = document.get("crs")
    if crs is None or any(name in str(crs) for name in WGS84_NAMES):
        return ""
    return f"the coordinates are in {str(crs)[:80]}; WGS-84 is needed"


def _polygons(kind: str, coordinates: Any) -> Any:
    return coordinates if kind == "MultiPolygon" else [coordinates]


def _shape_fault(kind: str, coordinates: Any) -> str:
    polygons = _polygons(kind, coordinates)
    if not isinstance(polygons, list) or not polygons:
        return "the geometry has no coordinates"
    corners = 0
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            return "the geometry has no coordinates"
        for ring in polygon:
            fault = _ring_fault(ring)
            if fault:
                return fault
            corners += len(ring)
    return f"the geometry has more than {CORNERS_MAX} corners" if corners > CORNERS_MAX else ""


def _ring_fault(ring: Any) -> str:
    if not isinstance(ring, list) or len(ring) < 4:
        return "a ring needs at least four positions"
    fault = next(_position_faults(ring), "")
    if fault:
        return fault
    return "" if ring[0] == ring[-1] else "a ring does not end where it begins"


def _position_faults(ring: list[Any]) -> Iterator[str]:
    for position in ring:
        if not isinstance(position, list) or len(position) < 2 or not all(map(is_number, position)):
            yield f"{str(position)[:40]} is not a position [longitude, latitude]"
        else:
            fault = position_fault(position[0], position[1])
            if fault:
                yield fault


def _drawing_fault(geometry: Geometry) -> str:
    drawn = shape(flat(geometry))
    if not drawn.is_valid:
        reason = shapely.is_valid_reason(drawn)
        return f"the area crosses or touches itself ({reason})"
    return "" if drawn.area > 0 else "the area is empty"
