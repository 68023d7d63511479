"""Any list as a sheet: heads frozen and repeated in print, A4, one page wide."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from itertools import chain, islice

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from points.reports.sheets.footer import footer, header
from points.reports.sheets.formats import Formats, look_of
from points.reports.sheets.quick import QuickSheet
from points.reports.tables.table import Line, Table

A4 = 9
#: A sheet of Excel holds 1,048,576 rows; a longer list goes on in a second sheet.
LINES_MAX = 1_000_000
#: From here on a list is wider than it is high.
LANDSCAPE_CHARACTERS = 100


def write_table(workbook: Workbook, looks: Formats, table: Table, *, mark: str, report: str = "") -> None:
    """Add as many sheets as the list needs, at least one: 明细, 明细2, …

    ``report`` stands at the head of each printed page, where the list has no title of its own.
    """
    lines = iter(table.lines)
    ahead = list(islice(lines, 1))
    part = 1
    while ahead or part == 1:
        sheet = workbook.add_worksheet(table.name if part == 1 else f"{table.name}{part}", QuickSheet)
        sheet.set_footer(footer(mark))
        if not table.title:
            sheet.set_header(header(table.name, report))
        _write_sheet(sheet, looks, table, chain(ahead, islice(lines, LINES_MAX - len(ahead))))
        ahead = list(islice(lines, 1))
        part += 1


def _write_sheet(sheet: Worksheet, looks: Formats, table: Table, lines: Iterator[Line]) -> None:
    head = 1 if table.title else 0
    _prepare_print(sheet, table, head)
    if table.title:
        sheet.set_row(0, 34)
        sheet.merge_range(0, 0, 0, len(table.heads) - 1, table.title, looks.title)
    sheet.set_row(head, 30)
    for column, each in enumerate(table.heads):
        sheet.write_string(head, column, each.head, looks.head)
    in_columns = [look_of(looks, each.kind) for each in table.heads]
    # Text is always a string to the reader, whatever it begins with: a name is never a formula.
    write = {
        str: sheet.write_string,
        datetime: sheet.write_datetime,
        int: sheet.write_number,
        Decimal: sheet.write_number,
    }
    row = head
    for line in lines:
        row += 1
        for column, value in enumerate(line):
            write[type(value)](row, column, value, in_columns[column])
    for below, words in enumerate(table.foot, row + 2):
        sheet.write_string(below, 0, words, looks.note)


def _prepare_print(sheet: Worksheet, table: Table, head: int) -> None:
    if sum(each.width for each in table.heads) > LANDSCAPE_CHARACTERS:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    for column, each in enumerate(table.heads):
        sheet.set_column(column, column, each.width)
