"""A county in six lines, to be bent in every way."""

import json
from typing import Any

HEADER = "code,name,short_name,level,parent_code,county_code,lng_wgs84,lat_wgs84"
DIVISIONS = "\n".join(
    [
        HEADER,
        "430528000000,新宁县,,county,430500000000,430528,,",
        "430528100000,金石镇,,township,430528000000,430528,110.85,26.43",
        "430528100001,大桥村村民委员会,大桥村,village,430528100000,430528,,",
        "430528100002,飞仙桥社区居委会,飞仙桥社区,village,430528100000,430528,110.86,26.44",
        "430528101000,水庙镇,,township,430528000000,430528,,",
        "430528101001,坪山村村民委员会,坪山村,village,430528101000,430528,,",
        "",
    ]
)


def square(west: float, south: float, size: float = 0.1) -> list[list[float]]:
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def grid(code: str, name: str, west: float, **more: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, "name": name, "lng": west + 0.05, "lat": 26.45, **more},
        "geometry": {"type": "Polygon", "coordinates": [square(west, 26.4)]},
    }


def grids() -> dict[str, Any]:
    features = [
        grid("430528100001", "大桥村", 110.8),
        grid("430528100002", "飞仙桥社区", 110.9),
        grid("430528101001", "坪山村", 111.0),
    ]
    return {"type": "FeatureCollection", "features": features}


def boundary(code: str = "430528") -> dict[str, Any]:
    ring = [[110.8, 26.4], [111.1, 26.4], [111.1, 26.5], [110.8, 26.5], [110.8, 26.4]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"adcode": code, "name": "新宁县"}, "geometry": geometry}
    return {"type": "FeatureCollection", "features": [feature]}


def item(code: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "category": "开办经营",
        "difficulty_class": 1,
        "level": "县级",
        "bureau": "县市场监督管理局",
        "materials": ["身份证"],
        "statutory_days": 20,
        "statutory_unit": "工作日",
        "promised_days": None,
        "promised_unit": "",
        "aliases": ["开小店", "办个店"],
        "note": "",
        "name_basis": "assigned",
        "statutory_checked": "memory",
        **more,
    }


def catalogue(*items: dict[str, Any]) -> dict[str, Any]:
    listed = items or (
        item("XN001", "我要开店"),
        item("XN002", "我要建房", bureau="县自然资源局", aliases=[]),
    )
    return {"county": "430528 新宁县", "items": list(listed)}


def popular(*codes: str) -> dict[str, Any]:
    return {"county": "430528 新宁县", "popular": list(codes or ("XN002",))}


def lined(value: Any) -> str:
    """JSON with the elements of its main list on a line each: element n begins on line n + 1.

    Characters are escaped, so that a lone surrogate can be written at all.
    """
    for key in ("features", "items", "popular"):
        if isinstance(value, dict) and isinstance(value.get(key), list):
            head = json.dumps({name: part for name, part in value.items() if name != key} | {key: 0})
            elements = ",\n".join(map(json.dumps, value[key]))
            return f"{head[:-2]}[\n{elements}\n]}}"
    return json.dumps(value)
