"""Reads an Excel workbook from strangers: bounded in every direction, and nothing in it is ever run (S16)."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from agents.roster.errors import UnreadableWorkbook, WorkbookTooLarge, WorkbookUnsafe

SIZE_MAX_BYTES = 5_000_000
UNPACKED_MAX_BYTES = 40_000_000
PARTS_MAX = 300
MEGABYTE = 1_000_000
#: A part by its name, and what people call it.
UNSAFE_PARTS = (
    (re.compile(r"vbaproject|/macrosheets/|\.bin$", re.IGNORECASE), "宏 (macros)"),
    (re.compile(r"/externallinks/", re.IGNORECASE), "外部链接 (links to other files)"),
    (
        re.compile(r"/embeddings/|/activex/|/connections\.xml|/querytables/", re.IGNORECASE),
        "嵌入对象 (embedded objects)",
    ),
)
PRINTER_SETTINGS = re.compile(r"/printersettings/", re.IGNORECASE)
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True)
class Sheet:
    """Rows of cells as openpyxl reads them, lazily; ``merged`` are ranges like ``A3:B4``."""

    title: str
    rows: Any
    merged: list[str]


def open_workbook(raw: bytes) -> list[Sheet]:
    """The visible sheets. Raises UnreadableWorkbook, WorkbookTooLarge or WorkbookUnsafe."""
    if len(raw) > SIZE_MAX_BYTES:
        raise _too_large()
    parts = _safe_parts(raw)
    try:
        # Read-only: cell by cell, and formulas stay text. openpyxl parses with defusedxml, which is installed.
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
        return [_sheet(each, parts) for each in book.worksheets if each.sheet_state == "visible"]
    except UnreadableWorkbook:
        raise
    except Exception:
        # A broken file makes openpyxl raise anything; none of it is the officer's to read.
        raise UnreadableWorkbook from None


def rows_of_range(merged: str) -> range:
    """``A3:B5`` → rows 3 to 5."""
    _left, top, _right, bottom = range_boundaries(merged)
    return range(int(top or 1), int(bottom or 1) + 1)


def _safe_parts(raw: bytes) -> dict[str, bytes]:
    """Every XML part, unpacked within bounds and looked at before any parser sees it."""
    parts, unpacked = {}, 0
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if len(entries) > PARTS_MAX:
                raise _too_large()
            for entry in entries:
                _require_safe_name(entry.filename)
                # What the archive says about its sizes is not believed; what comes out is counted.
                with archive.open(entry) as part:
                    content = part.read(UNPACKED_MAX_BYTES - unpacked + 1)
                unpacked += len(content)
                if unpacked > UNPACKED_MAX_BYTES:
                    raise _too_large()
                if entry.filename.endswith((".xml", ".rels")):
                    _require_safe_xml(content)
                    parts[entry.filename.lstrip("/")] = content
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise UnreadableWorkbook from None
    if "[Content_Types].xml" not in parts:
        raise UnreadableWorkbook
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise WorkbookUnsafe(what=UNSAFE_PARTS[0][1])
    return parts


def _require_safe_name(name: str) -> None:
    if PRINTER_SETTINGS.search(name):
        return
    for pattern, what in UNSAFE_PARTS:
        if pattern.search(f"/{name}"):
            raise WorkbookUnsafe(what=what)


def _require_safe_xml(content: bytes) -> None:
    """No document types, hence no entities (billion laughs, XXE); and UTF-8, as every spreadsheet writes it."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in content[:200]:
        raise UnreadableWorkbook
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise WorkbookUnsafe(what="XML 实体 (XML entities)")


def _sheet(worksheet: Any, parts: dict[str, bytes]) -> Sheet:
    # Read-only sheets do not tell what is merged; the part itself does.
    content = parts.get(str(getattr(worksheet, "_worksheet_path", "")).lstrip("/"), b"")
    merged = [found.decode("ascii") for found in MERGED.findall(content)]
    worksheet.reset_dimensions()
    return Sheet(worksheet.title, worksheet.iter_rows, merged)


def _too_large() -> WorkbookTooLarge:
    return WorkbookTooLarge(megabytes=SIZE_MAX_BYTES // MEGABYTE, unpacked=UNPACKED_MAX_BYTES // MEGABYTE)
