"""A bank's file as rows of text, whichever way it was saved. Nothing in it is run; all of it has a limit."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError  # nosec B405 # the exception only

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from agents.text import clean
from points.settlement.bank.errors import BankFileRefused, FileTooLarge, FormulaInside, NotATable

BYTES_MAX = 5_000_000
UNPACKED_BYTES_MAX = 60_000_000
ROWS_MAX = 20_000
COLUMNS_MAX = 40
CELL_LENGTH_MAX = 200
ZIP_MAGIC = b"PK\x03\x04"
Row = tuple[int, list[str]]


def read_table(content: bytes) -> list[Row]:
    """Rows with something in them, each with its number in the file from 1. Raises BankFileRefused."""
    if len(content) > BYTES_MAX:
        raise _whole(_too_large())
    rows = _of_workbook(content) if content.startswith(ZIP_MAGIC) else _of_csv(content)
    return [(number, cells) for number, cells in rows if any(cells)]


def _of_csv(content: bytes) -> Iterator[Row]:
    text = _decoded(content)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), strict=True), 1):
            yield _limited(number), [_text(cell) for cell in cells[:COLUMNS_MAX]]
    except csv.Error:
        raise _whole(NotATable()) from None


def _decoded(content: bytes) -> str:
    """UTF-8 as we write it, GB 18030 as Chinese banks do."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise _whole(NotATable())


def _of_workbook(content: bytes) -> Iterator[Row]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(each.file_size for each in archive.infolist()) > UNPACKED_BYTES_MAX:
                raise _whole(_too_large())
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            for number, cells in enumerate(book.worksheets[0].iter_rows(max_col=COLUMNS_MAX), 1):
                yield _limited(number), [_of_cell(cell, number) for cell in cells]
        finally:
            book.close()
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        ParseError,
        KeyError,
        IndexError,
        OSError,
        ValueError,  # defusedxml says no with one, too
    ):
        raise _whole(NotATable()) from None


def _of_cell(cell: Any, number: int) -> str:
    if cell.data_type == "f":
        raise BankFileRefused([(number, FormulaInside())])
    if isinstance(cell.value, datetime | date):
        return cell.value.isoformat()
    if isinstance(cell.value, float):
        # 20.1 is written as 20.1 and not as what a double really is.
        return repr(cell.value)
    return _text(cell.value)


def _text(value: Any) -> str:
    # Our own CSV puts a quote before what a spreadsheet would run.
    return clean("" if value is None else str(value))[:CELL_LENGTH_MAX].removeprefix("'")


def _limited(number: int) -> int:
    if number > ROWS_MAX:
        raise _whole(_too_large())
    return number


def _too_large() -> FileTooLarge:
    return FileTooLarge(max=BYTES_MAX // 1_000_000, rows=ROWS_MAX)


def _whole(refusal: Any) -> BankFileRefused:
    return BankFileRefused([(0, refusal)])
