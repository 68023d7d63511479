"""The report as CSV for other programs: UTF-8 with a byte order mark, so that Excel reads the Chinese. Pure Python."""

import csv
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import TextIO

from points.reports.columns import COLUMNS, cells, sums
from points.reports.row import RewardRow
from points.reports.tables.table import Table, Value

ENCODING = "utf-8-sig"
LINE_END = "\r\n"
# What a spreadsheet would run as a formula, full-width forms included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def write_reward_csv(rows: Iterable[RewardRow], target: TextIO) -> None:
    """The same figures as the form. ``target`` is opened with ``ENCODING`` and ``newline=""``."""
    lines = list(rows)
    writer = csv.writer(target)
    writer.writerow([column.head for column in COLUMNS])
    for number, row in enumerate(lines, 1):
        writer.writerow([_field(value) for value in cells(number, row)])
    totals = sums(lines)
    writer.writerow(
        ["合计" if index == 0 else _field(totals.get(index, "")) for index in range(len(COLUMNS))]
    )


def write_table_csv(table: Table, path: Path) -> int:
    """Heads and lines, one by one; how many lines there were. Titles and notes are for people and left out."""
    count = 0
    with path.open("w", encoding=ENCODING, newline="") as target:
        writer = csv.writer(target)
        writer.writerow([each.head for each in table.heads])
        if table.texts is not None:
            for portion in table.texts:
                target.write("".join(portion))
                count += len(portion)
            return count
        for line in table.lines:
            writer.writerow([_field(value) for value in line])
            count += 1
    return count


def csv_text(values: Iterable[Value]) -> str:
    """Values with their commas, as they stand in a line of any of these files. More than one, or none is empty."""
    line = StringIO(newline="")
    csv.writer(line, lineterminator=LINE_END).writerow([_field(value) for value in values])
    return line.getvalue().removesuffix(LINE_END)


def _field(value: Value) -> str:
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return f"{value:.2f}" if isinstance(value, Decimal) and value != value.to_integral_value() else str(value)


def neutral(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text
