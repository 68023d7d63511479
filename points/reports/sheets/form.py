"""发放表: the form that is printed, signed and paid from. A4 landscape, one page wide."""

from datetime import datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from points.periods import Quarter
from points.reports import wording
from points.reports.columns import COLUMNS, Value, cells, sums
from points.reports.renminbi import in_words
from points.reports.row import RewardRow
from points.reports.sheets.footer import footer
from points.reports.sheets.formats import Formats, look_of
from points.reports.tables.table import Kind

NAME = "发放表"
A4 = 9
TITLE, NOTES, HEAD, FIRST = 0, 1, 2, 3
LAST_COLUMN = len(COLUMNS) - 1
SIGNATURES = ((0, "单位负责人:"), (4, "审核:"), (7, "财务:"), (11, "制表:"))


def write_form(
    workbook: Workbook,
    looks: Formats,
    rows: list[RewardRow],
    *,
    county_name: str,
    quarter: Quarter,
    at: datetime,
    mark: str,
) -> None:
    """Add the sheet. ``at``: when it was made, county time; ``mark``: who took it out, on every page."""
    sheet = workbook.add_worksheet(NAME)
    _prepare_print(sheet, mark)
    _write_head(sheet, looks, county_name, quarter)
    for number, row in enumerate(rows, 1):
        _write_line(sheet, looks, FIRST + number - 1, cells(number, row))
    end = FIRST + len(rows)
    totals = sums(rows)
    _write_totals(sheet, looks, end, totals)
    _write_words(sheet, looks, end + 1, Decimal(totals[_money_column()]))
    for column, who in SIGNATURES:
        sheet.write_string(end + 3, column, who, looks.note)
    sheet.write_string(end + 4, 0, f"制表日期:{wording.day(at.date())}", looks.note)
    sheet.print_area(0, 0, end + 4, LAST_COLUMN)


def _prepare_print(sheet: Worksheet, mark: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    sheet.center_horizontally()
    sheet.repeat_rows(HEAD)
    sheet.freeze_panes(FIRST, 0)
    sheet.set_footer(footer(mark))
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, column.width)


def _write_head(sheet: Worksheet, looks: Formats, county_name: str, quarter: Quarter) -> None:
    sheet.set_row(TITLE, 34)
    sheet.merge_range(TITLE, 0, TITLE, LAST_COLUMN, wording.title(county_name, quarter), looks.title)
    sheet.merge_range(NOTES, 0, NOTES, 4, wording.issuer(county_name), looks.note)
    sheet.merge_range(NOTES, 5, NOTES, 11, wording.period(quarter), looks.note)
    sheet.merge_range(NOTES, 12, NOTES, LAST_COLUMN, "单位:元", looks.note_right)
    sheet.set_row(HEAD, 32)
    for index, column in enumerate(COLUMNS):
        sheet.write_string(HEAD, index, column.head, looks.head)


def _write_line(sheet: Worksheet, looks: Formats, line: int, values: list[Value]) -> None:
    sheet.set_row(line, 22)
    for index, value in enumerate(values):
        look = look_of(looks, COLUMNS[index].kind)
        if value == "":
            sheet.write_blank(line, index, None, look)
        elif isinstance(value, str):
            # Always a string to the reader, whatever it begins with: a name is never a formula.
            sheet.write_string(line, index, value, look)
        else:
            sheet.write_number(line, index, float(value), look)


def _write_totals(sheet: Worksheet, looks: Formats, line: int, totals: dict[int, Value]) -> None:
    sheet.set_row(line, 22)
    sheet.merge_range(line, 0, line, min(totals) - 1, "合计", looks.total)
    for index, value in totals.items():
        letter = xl_col_to_name(index)
        # With nobody to pay there are no lines to sum up, and the range would hold the head.
        formula = f"=SUM({letter}{FIRST + 1}:{letter}{line})" if line > FIRST else "=0"
        sheet.write_formula(line, index, formula, _total_look(looks, COLUMNS[index].kind), float(value))
    for index in range(max(totals) + 1, LAST_COLUMN + 1):
        sheet.write_blank(line, index, None, looks.total)


def _write_words(sheet: Worksheet, looks: Formats, line: int, yuan: Decimal) -> None:
    sheet.set_row(line, 26)
    sheet.merge_range(line, 0, line, LAST_COLUMN, f"合计金额(大写):{in_words(yuan)}", looks.words)


def _total_look(looks: Formats, kind: Kind) -> Format:
    return {Kind.POINTS: looks.total_points, Kind.YUAN: looks.total_yuan}.get(kind, looks.total)


def _money_column() -> int:
    return next(index for index, column in enumerate(COLUMNS) if column.kind == Kind.YUAN)
