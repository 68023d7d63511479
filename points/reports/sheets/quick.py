"""A sheet of many lines, whose values come again and again: names, items, points, amounts."""

from io import StringIO
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

#: Of a list with more different values only these many are remembered.
TEXTS_MAX = 20_000
_ADDRESS = '<c r="A1"'


class QuickSheet(Worksheet):  # type: ignore[misc] # the library says no types
    """Writes a cell that it has written before, elsewhere on the sheet, as the library wrote it then.

    Four fifths of what a sheet costs is the text of its cells. Knows one inside of XlsxWriter, the method that writes
    a cell; ``tests/points/test_quick_sheet.py`` holds both to the same bytes.
    """

    fh: Any

    def __init__(self) -> None:
        super().__init__()
        # By value and format: what follows the address.
        self._written: dict[Any, str] = {}
        self._columns: dict[int, str] = {}

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not cell.format:  # it looks like its row or its column
            super()._write_cell(row, col, cell)
            return
        # 1 and 1.0 are equal, and so are two kinds of cell that hold the same.
        key = (type(cell), type(cell[0]), *cell)
        rest = self._written.get(key)
        if rest is None:
            rest = self._as_the_library_does(cell)
            if len(self._written) < TEXTS_MAX:
                self._written[key] = rest
        self.fh.write(f'<c r="{self._letters(col)}{row + 1}"{rest}')

    def _letters(self, col: int) -> str:
        letters = self._columns.get(col)
        if letters is None:
            letters = self._columns[col] = xl_col_to_name(col)
        return letters

    def _as_the_library_does(self, cell: Any) -> str:
        file, self.fh = self.fh, (text := StringIO())
        try:
            super()._write_cell(0, 0, cell)
        finally:
            self.fh = file
        return text.getvalue().removeprefix(_ADDRESS)
