"""The quick sheet writes what XlsxWriter's own writes, to the byte."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from points.reports.sheets import quick
from points.reports.sheets.formats import formats
from points.reports.sheets.quick import QuickSheet
from points.reports.workbook import OPTIONS
from tests.conftest import NINE

LOCAL = NINE.replace(tzinfo=None)

TEXTS = ["", "魏代办", " 前后有空格 ", "=1+1", '<b> & "c"', "\x07", "_x0041_", "a\nb", "<r>rich?</r>"]
VALUES = [
    *TEXTS,
    1,
    1.0,
    Decimal("1"),
    Decimal("1.50"),
    Decimal("-0.1"),
    10**15,
    LOCAL,
]


def written(kind: type[Worksheet]) -> bytes:
    file = BytesIO()
    book = Workbook(file, OPTIONS)
    book.set_properties({"created": LOCAL})
    looks = formats(book)
    sheet = book.add_worksheet("明细", kind)
    sheet.set_column(1, 1, 20, looks.head)
    sheet.set_row(3, 30, looks.title)
    sheet.merge_range(0, 0, 0, 5, "题目", looks.title)
    for row in range(1, 6):
        for column, value in enumerate([*VALUES, *VALUES]):
            write = sheet.write_datetime if isinstance(value, datetime) else sheet.write
            look = [looks.text, looks.yuan, looks.count, None][(row + column) % 4]
            write(row, column, value, look)
    book.close()
    with ZipFile(file) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("remembered", [0, 3, quick.TEXTS_MAX])
def test_cells_are_the_librarys_own_wherever_they_stand(monkeypatch, remembered):
    monkeypatch.setattr(quick, "TEXTS_MAX", remembered)
    assert written(QuickSheet) == written(Worksheet)
