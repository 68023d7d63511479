"""The outline of a county: GeoJSON whose features carry the 6-digit adcode. Pure of Django."""

from collections.abc import Collection
from typing import Any

from shapely.geometry import shape

from agents.loading.documents import Document
from agents.loading.geometry import Geometry, area_fault, flat, system_fault
from agents.loading.grids import GridRow
from agents.loading.problems import FileProblems
from agents.loading.values import is_digits


def is_boundary(feature: Any) -> bool:
    return "adcode" in _properties(feature)


def county_codes(document: Document) -> set[str]:
    """The counties outlined, by 6-digit code. Faults are passed over here."""
    codes = {_adcode(feature) for feature in document.value["features"]}
    return {code for code in codes if is_digits(code, 6)}


def parse_boundary(document: Document, county_code: str, problems: FileProblems) -> Geometry | None:
    """The outline of one county. What is wrong is in ``problems``, and the result None."""
    if fault := system_fault(document.value):
        problems.add(f"{fault}.")
    ours = [
        (f"feature {number} (line {line})", feature)
        for number, (line, feature) in enumerate(document.elements("features"), start=1)
        if _adcode(feature) == county_code
    ]
    if not ours:
        problems.add(f"has no feature with the adcode {county_code}.")
        return None
    for where, _ in ours[1:]:
        problems.add(f"the adcode {county_code} is that of {ours[0][0]} already.", where=where)
    where, feature = ours[0]
    if fault := _system_fault(feature) or area_fault(feature.get("geometry")):
        problems.add(f"{fault}.", where=where)
        return None
    return flat(feature["geometry"])


def check_inside(grids: Collection[GridRow], outline: Geometry | None, problems: FileProblems) -> None:
    """A grid that does not even touch its county belongs to another one, or is in another system."""
    if outline is None:
        return
    county = shape(outline)
    for grid in grids:
        if grid.boundary and not county.intersects(shape(grid.boundary)):
            problems.add(f"the grid {grid.code} lies outside the county's boundary.")


def _properties(feature: Any) -> dict[str, Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return properties if isinstance(properties, dict) else {}


def _adcode(feature: Any) -> str:
    return str(_properties(feature).get("adcode", ""))


def _system_fault(feature: Any) -> str:
    system = str(_properties(feature).get("crs", ""))
    return f"the coordinates are in {system[:30]}; WGS-84 is needed" if system[:3] in {"GCJ", "BD-"} else ""
