"""Grids: a GeoJSON FeatureCollection. Pure of Django.

Properties of a feature: code (begins with the village's 12 digits, or village_code says which), name, and where they
exist lng and lat, a point inside. A feature without a geometry is a grid whose boundary is not known yet.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape

from agents.loading.documents import Document
from agents.loading.geometry import Geometry, area_fault, flat, system_fault
from agents.loading.problems import FileProblems
from agents.loading.values import is_digits, is_number, text_fault

CODE_LENGTH_MAX = 20
NAME_LENGTH_MAX = 100


@dataclass(frozen=True)
class GridRow:
    """A grid; the point and the boundary are WGS-84."""

    code: str
    name: str
    village_code: str
    boundary: Geometry | None
    lng: float | None
    lat: float | None


def county_codes(document: Document) -> set[str]:
    """The counties that the features belong to, by 6-digit code. Faults are passed over here."""
    codes = [village_code(_properties(feature)) for feature in document.value["features"]]
    return {code[:6] for code in codes if is_digits(code, 12)}


def parse_grids(
    document: Document, county_code: str, villages: Collection[str] | None, problems: FileProblems
) -> list[GridRow]:
    """All grids. ``villages`` are the known codes, None when they cannot be told. What is wrong is in ``problems``."""
    fault = system_fault(document.value)
    if fault:
        problems.add(f"{fault}.")
    found: list[GridRow] = []
    first: dict[str, int] = {}
    for number, (line, feature) in enumerate(document.elements("features"), start=1):
        properties = _properties(feature)
        code = properties.get("code")
        where = f"feature {number} (line {line})"
        faults = list(_faults(feature, properties, county_code, villages))
        if isinstance(code, str) and first.setdefault(code, number) != number:
            faults.append(f"the code {code[:30]} is that of feature {first[code]} already")
        for fault in faults:
            problems.add(f"{fault}.", where=where)
        if not faults:
            found.append(_row(properties, feature.get("geometry")))
    return found


def village_code(properties: dict[str, Any]) -> str:
    """By its own property, else the first twelve digits of the grid's code."""
    named = properties.get("village_code")
    return str(named if named is not None else str(properties.get("code", ""))[:12])


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _faults(
    feature: Any, properties: dict[str, Any], county_code: str, villages: Collection[str] | None
) -> Iterator[str]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield "is not a GeoJSON Feature"
        return
    if fault := text_fault(properties.get("code", ""), length_max=CODE_LENGTH_MAX):
        yield f"the code {fault}"
    elif fault := _village_fault(village_code(properties), county_code, villages):
        yield fault
    if fault := text_fault(properties.get("name", ""), length_max=NAME_LENGTH_MAX):
        yield f"the name {fault}"
    geometry = feature.get("geometry")
    if (geometry is not None and (fault := area_fault(geometry))) or (
        fault := _point_fault(properties, geometry)
    ):
        yield fault


def _village_fault(code: str, county_code: str, villages: Collection[str] | None) -> str:
    if not is_digits(code, 12):
        return f"the village code {code[:30]!r} does not have 12 digits"
    if not code.startswith(county_code):
        return f"the village {code} is not of the county {county_code}"
    if villages is not None and code not in villages:
        return f"the village {code} is unknown"
    return ""


def _point_fault(properties: dict[str, Any], geometry: Geometry | None) -> str:
    lng, lat = properties.get("lng"), properties.get("lat")
    if lng is None and lat is None:
        return ""
    if not (is_number(lng) and is_number(lat)):
        return f"lng {str(lng)[:30]}, lat {str(lat)[:30]} are not two numbers"
    if geometry is not None and not shape(geometry).intersects(shapely.Point(lng, lat)):
        return f"the point {lng:g}, {lat:g} does not lie in the grid's own area"
    return ""


def _row(properties: dict[str, Any], geometry: Geometry | None) -> GridRow:
    boundary = flat(geometry) if geometry else None
    lng, lat = properties.get("lng"), properties.get("lat")
    if boundary and lng is None:
        inside = shape(boundary).representative_point()
        lng, lat = round(inside.x, 6), round(inside.y, 6)
    return GridRow(
        properties["code"], properties["name"].strip(), village_code(properties), boundary, lng, lat
    )
