"""The table of divisions: CSV with 12-digit national codes. Pure Python.

Columns used: code, name, level (province, city, county, township, village), parent_code; and where they exist
short_name, county_code, lng_wgs84, lat_wgs84. A file may hold a whole province; one county is taken out of it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO

from agents.loading.division_faults import row_faults
from agents.loading.files import Source
from agents.loading.problems import FileProblems
from agents.loading.values import is_digits

REQUIRED = ("code", "name", "level", "parent_code")

Row = dict[str, str]


@dataclass(frozen=True)
class TownshipRow:
    code: str
    name: str
    short_name: str
    lng: float | None
    lat: float | None


@dataclass(frozen=True)
class VillageRow(TownshipRow):
    township_code: str


@dataclass
class Divisions:
    """One county's rows. Points are WGS-84 degrees."""

    county_code: str
    county_name: str = ""
    townships: list[TownshipRow] = field(default_factory=list)
    villages: list[VillageRow] = field(default_factory=list)


def is_divisions(text: str) -> bool:
    """A table whose header names what divisions need."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return {"code", "level"} <= {name.strip().strip('"') for name in first.split(",")}


def county_codes(source: Source) -> set[str]:
    """The counties that the table holds, by 6-digit code. Faults are passed over here."""
    try:
        header, *lines = csv.reader(StringIO(source.text))
    except csv.Error:
        return set()
    rows = (dict(zip(header, line, strict=False)) for line in lines)
    return {
        row["code"][:6] for row in rows if row.get("level") == "county" and is_digits(row.get("code"), 12)
    }


def parse_divisions(source: Source, county_code: str, problems: FileProblems) -> Divisions:
    """The rows of one county. What is wrong is in ``problems`` by line; the result then is good for nothing."""
    found = Divisions(county_code)
    rows = [(line, row) for line, row in _rows(source.text, problems) if _code_is_good(line, row, problems)]
    _check_duplicates(rows, problems)
    ours = [(line, row) for line, row in rows if _belongs(row, county_code)]
    townships = {row["code"] for _, row in ours if row["level"] == "township"}
    for line, row in ours:
        for fault in row_faults(row, county_code, townships):
            problems.at_line(line, fault)
        _add(found, row)
    if not problems.count:
        _check_whole(found, problems)
    return found


def _rows(text: str, problems: FileProblems) -> Iterator[tuple[int, Row]]:
    """Each row with the line on which it begins; a quoted field may run over several lines."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        header = [name.strip() for name in next(reader)]
        if not _header_is_good(header, problems):
            return
        begins = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                yield begins, dict(zip(header, (cell.strip() for cell in cells), strict=True))
            elif any(cells):
                problems.at_line(begins, f"has {len(cells)} fields; the header has {len(header)}.")
            begins = reader.line_num + 1
    except csv.Error as failure:
        # The row's first line: a quote that is never closed swallows all that follows.
        problems.at_line(begins, f"is not valid CSV: {failure}.")


def _header_is_good(header: list[str], problems: FileProblems) -> bool:
    missing = [name for name in REQUIRED if name not in header]
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if missing:
        problems.at_line(1, f"the header lacks {', '.join(missing)}.")
    if twice:
        problems.at_line(1, f"the header names {', '.join(twice)} twice.")
    return not missing and not twice


def _code_is_good(line: int, row: Row, problems: FileProblems) -> bool:
    if is_digits(row["code"], 12):
        return True
    problems.at_line(line, f"the code {row['code'][:30]!r} does not have 12 digits.")
    return False


def _check_duplicates(rows: list[tuple[int, Row]], problems: FileProblems) -> None:
    first: dict[str, int] = {}
    for line, row in rows:
        before = first.setdefault(row["code"], line)
        if before != line:
            problems.at_line(line, f"the code {row['code']} was given on line {before} already.")


def _belongs(row: Row, county_code: str) -> bool:
    """By any of its codes: a slip in one of them must not make a row vanish silently."""
    codes = (row["code"], row["parent_code"], row.get("county_code", ""))
    return any(code.startswith(county_code) for code in codes)


def _add(found: Divisions, row: Row) -> None:
    if row["level"] == "county":
        found.county_name = row["name"]
        return
    short_name = row.get("short_name") or row["name"]
    township = (row["code"], row["name"], short_name, *_point(row))
    if row["level"] == "township":
        found.townships.append(TownshipRow(*township))
    if row["level"] == "village":
        found.villages.append(VillageRow(*township, row["parent_code"]))


def _point(row: Row) -> tuple[float | None, float | None]:
    try:
        return float(row["lng_wgs84"]), float(row["lat_wgs84"])
    except (KeyError, ValueError):
        return None, None


def _check_whole(found: Divisions, problems: FileProblems) -> None:
    if not found.county_name:
        problems.add(f"has no row of the county {found.county_code}000000.")
    if not found.villages:
        problems.add(f"has no village of the county {found.county_code}.")
