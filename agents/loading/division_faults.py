"""What can be wrong with one row of a county's divisions. Pure Python."""

from collections.abc import Iterator

from agents.loading.values import position_fault, text_fault

LEVELS = frozenset({"province", "city", "county", "township", "village"})
NAME_LENGTH_MAX = 100
COUNTY_NAME_LENGTH_MAX = 50

Row = dict[str, str]


def row_faults(row: Row, county_code: str, townships: set[str]) -> Iterator[str]:
    """In words, each a sentence. ``townships`` are the codes that the table itself names."""
    level, code = row["level"], row["code"]
    if level not in LEVELS:
        yield f"the level {level[:30]!r} is none of {', '.join(sorted(LEVELS))}."
        return
    name_fault = text_fault(
        row["name"], length_max=COUNTY_NAME_LENGTH_MAX if level == "county" else NAME_LENGTH_MAX
    )
    if name_fault:
        yield f"the name {name_fault}."
    short_fault = text_fault(row.get("short_name", ""), length_max=NAME_LENGTH_MAX, required=False)
    if short_fault:
        yield f"the short name {short_fault}."
    if not code.startswith(county_code):
        yield f"the code {code} is not of the county {county_code}, but the row is."
    yield from _parent_faults(row, county_code, townships)
    yield from _point_faults(row)


def _parent_faults(row: Row, county_code: str, townships: set[str]) -> Iterator[str]:
    level, code, parent = row["level"], row["code"], row["parent_code"]
    if level == "county" and not code.endswith("000000"):
        yield f"a county's code ends with six zeros, not as {code}."
    if level == "township":
        if parent != county_code + "000000":
            yield f"the parent {parent[:30]!r} is not the county {county_code}000000."
        if not code.endswith("000") or code.endswith("000000"):
            yield f"a township's code ends with three zeros, not as {code}."
    if level == "village":
        if parent not in townships:
            yield f"the parent {parent[:30]!r} is no township of this county."
        elif parent[:9] != code[:9] or code.endswith("000"):
            yield f"a village's code begins with its township's nine digits, not as {code} under {parent}."


def _point_faults(row: Row) -> Iterator[str]:
    raw_lng, raw_lat = row.get("lng_wgs84", ""), row.get("lat_wgs84", "")
    if not raw_lng and not raw_lat:
        return
    try:
        lng, lat = float(raw_lng), float(raw_lat)
    except ValueError:
        yield f"the point {raw_lng[:30]!r}, {raw_lat[:30]!r} is not two numbers."
        return
    fault = position_fault(lng, lat)
    if fault:
        yield f"{fault}."
