"""From a workbook to lines: which person stands in which row, and what is wrong with which row."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from agents.errors import FieldMissing, Refusal
from agents.phone import parse_phone
from agents.roster.columns import POSTS, columns_of, plain
from agents.roster.errors import (
    EmptyRoster,
    FormulaCell,
    MergedCells,
    NoRosterSheet,
    TooManyRows,
    TwiceInTheFile,
    UnknownPost,
)
from agents.roster.members import NAME_LENGTH_MAX, OFFICE_PHONE_LENGTH_MAX
from agents.roster.workbook import Sheet, open_workbook, rows_of_range
from agents.text import clean, optional, require

ROWS_MAX = 3000
HEADING_ROWS_MAX = 10
COLUMNS_MAX = 60
#: Rows without anything at the end of a sheet are common; so many in a row end it.
EMPTY_ROWS_MAX = 200


@dataclass
class Line:
    """One row of the file. ``phone`` is E.164; places are words, looked up later."""

    row: int
    name: str
    phone: str
    village: str
    grid: str
    township: str
    post: str
    office_phone: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row of the file (from 1, as Excel counts)."""

    row: int
    refusal: Refusal


@dataclass
class ReadRoster:
    sheet: str
    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_roster(raw: bytes) -> ReadRoster:
    """Every row, with all faults of all rows. Raises the refusals of ``open_workbook``, NoRosterSheet, TooManyRows or
    EmptyRoster.
    """
    sheets = open_workbook(raw)
    for sheet in sheets:
        found = _heading(sheet)
        if found:
            return _read(sheet, *found)
    raise NoRosterSheet(sheets="、".join(sheet.title for sheet in sheets)[:200])


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the heading and the columns, in one of the first ten rows."""
    rows = sheet.rows(max_row=HEADING_ROWS_MAX, max_col=COLUMNS_MAX)
    for number, cells in enumerate(rows, 1):
        columns = columns_of([_text(cell) for cell in cells])
        if columns:
            return number, columns
    return None


def _read(sheet: Sheet, heading: int, columns: dict[str, int]) -> ReadRoster:
    roster = ReadRoster(sheet.title)
    merged = {row: each for each in sheet.merged for row in rows_of_range(each)[:ROWS_MAX] if row > heading}
    seen: dict[str, int] = {}
    for number, cells in _filled_rows(sheet, heading):
        if len(roster.lines) + len(roster.faults) >= ROWS_MAX:
            raise TooManyRows(max=ROWS_MAX)
        try:
            if number in merged:
                raise MergedCells(range=merged[number])
            line = _line(number, cells, columns)
            if line.phone in seen:
                raise TwiceInTheFile(row=seen[line.phone])
        except Refusal as refusal:
            roster.faults.append(Fault(number, refusal))
        else:
            seen[line.phone] = number
            roster.lines.append(line)
    if not roster.lines and not roster.faults:
        raise EmptyRoster(row=heading)
    return roster


def _filled_rows(sheet: Sheet, heading: int) -> Iterator[tuple[int, Any]]:
    """Rows below the heading with something in them. Raises TooManyRows."""
    empty = 0
    rows = sheet.rows(min_row=heading + 1, max_col=COLUMNS_MAX)
    for number, cells in enumerate(rows, heading + 1):
        if any(_text(cell) for cell in cells):
            empty = 0
            yield number, cells
            continue
        empty += 1
        if empty > EMPTY_ROWS_MAX:
            return


def _line(number: int, cells: Any, columns: dict[str, int]) -> Line:
    """Raises FormulaCell, FieldMissing, TextTooLong, UnknownPost or the refusals of ``parse_phone``."""
    wanted = {name: cells[index] for name, index in columns.items() if index < len(cells)}
    if any(getattr(cell, "data_type", "") == "f" for cell in wanted.values()):
        raise FormulaCell
    said = {name: _text(cell) for name, cell in wanted.items()}
    post = plain(said.get("post", ""))
    if post not in POSTS:
        raise UnknownPost(name=said["post"][:20])
    if not (said.get("village") or said.get("grid")):
        raise FieldMissing(field="village")
    return Line(
        row=number,
        name=require(said.get("name"), max_length=NAME_LENGTH_MAX, field="name"),
        phone=parse_phone(said.get("phone")),
        village=said.get("village", "")[:100],
        grid=said.get("grid", "")[:100],
        township=said.get("township", "")[:100],
        post=POSTS[post],
        office_phone=optional(
            said.get("office_phone"), max_length=OFFICE_PHONE_LENGTH_MAX, field="office_phone"
        ),
    )


def _text(cell: Any) -> str:
    """A cell as people read it; Excel keeps a phone number as ``13812345678.0``."""
    value = getattr(cell, "value", cell)
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value))
