"""``python -m tests.bench.paths.report_process workbook|bare_workbook|csv|copy``: makes one file, says what it took."""

import json
import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from agents.models import Agent  # noqa: E402
from agents.one_view import one_view  # noqa: E402
from points.periods import Quarter  # noqa: E402
from points.reports.copied import copied_lines  # noqa: E402
from points.reports.csv_file import write_table_csv  # noqa: E402
from points.reports.tables.details import details  # noqa: E402
from points.reports.workbook import OPTIONS, write_reward_report  # noqa: E402
from tests.bench import ledger, seeds  # noqa: E402
from tests.memory import peak_bytes  # noqa: E402

#: The cells of the last workbook, as ``bare_workbook`` writes them.
CELLS = Path(os.environ["DATA_DIR"]) / "cells.pickle"

DETAILS = "明细"
ROWS = """
    select row_number() over (order by e.id), e.posted_at at time zone 'Asia/Shanghai', o.number, i.name, t.short_name,
           v.short_name, a.name, e.kind, e.points, r.yuan_per_point, round(e.points * r.yuan_per_point, 2),
           o.completed_at
    from points_pointsentry e
    join orders_order o on o.id = e.order_id left join catalogue_catalogueitem i on i.id = o.item_id
    join agents_agent a on a.id = e.agent_id join agents_grid g on g.id = a.grid_id
    join agents_village v on v.code = g.village_id join agents_township t on t.code = v.township_id
    join points_pointsrule r on r.id = e.rule_id
    where e.county_id = '{county}' and e.quarter = '{quarter}' order by e.id
"""
COPIED = f"copy ({ROWS}) to stdout (format csv, header)"


def main(what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seconds = MAKERS[what](Path(folder, "file"))
    print(json.dumps({"seconds": seconds, "mebibytes": peak_bytes() / 2**20}))


def _workbook(path: Path) -> float:
    county = seeds.county()
    began = time.perf_counter()
    write_reward_report(county, Quarter.parse(ledger.COUNTY.quarter), path, at=timezone.now())
    seconds = time.perf_counter() - began
    if not CELLS.exists():
        _keep_cells(path)
    return seconds


def _keep_cells(path: Path) -> None:
    """Sheets with their rows of (column, value) as they stand in ours. In another process, for its memory."""
    if os.fork() == 0:
        from openpyxl import load_workbook

        with path.open("rb") as source:
            book = load_workbook(source, read_only=True)
            sheets = [
                (sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])
                for sheet in book
                if sheet.title != DETAILS
            ]
        CELLS.write_bytes(pickle.dumps(sheets))
        os._exit(0)
    os.wait()


def _bare_workbook(path: Path) -> float:
    from xlsxwriter import Workbook

    sheets = pickle.loads(CELLS.read_bytes())
    began = time.perf_counter()
    book = Workbook(str(path), OPTIONS | {"default_date_format": "yyyy-mm-dd hh:mm:ss"})
    for title, rows in [*sheets, (DETAILS, _detail_rows())]:
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return time.perf_counter() - began


def _detail_rows() -> Iterator[Any]:
    statement = ROWS.format(county=seeds.county().pk, quarter=ledger.COUNTY.quarter)
    connection.ensure_connection()
    with transaction.atomic(), connection.connection.cursor("details") as cursor:
        cursor.itersize = 2000
        cursor.execute(statement)
        for *row, completed_at in cursor:
            yield [*row, completed_at.replace(tzinfo=None)]


def _csv(path: Path) -> float:
    county, quarter = seeds.county(), Quarter.parse(ledger.PROVINCE.quarter)
    began = time.perf_counter()
    with one_view():
        # Every agent has a number on the form; which one is of no weight here.
        numbers = {agent_id: agent_id for agent_id in Agent.objects.values_list("pk", flat=True)}
        texts = copied_lines(county, quarter, numbers=numbers)
        lines = write_table_csv(details([], numbers=numbers, texts=texts), path)
    seconds = time.perf_counter() - began
    if lines != ledger.PROVINCE.lines:
        raise SystemExit(f"{lines} lines instead of {ledger.PROVINCE.lines}")
    return seconds


def _copy(path: Path) -> float:
    statement = COPIED.format(county=seeds.county().pk, quarter=ledger.PROVINCE.quarter)
    began = time.perf_counter()
    with connection.cursor() as cursor, path.open("wb") as target:
        for block in _blocks(cursor, statement):
            target.write(block)
    return time.perf_counter() - began


def _blocks(cursor: Any, statement: str) -> Iterator[bytes]:
    with cursor.copy(statement) as copied:
        yield from copied


MAKERS: dict[str, Callable[[Path], float]] = {
    "workbook": _workbook,
    "bare_workbook": _bare_workbook,
    "csv": _csv,
    "copy": _copy,
}

if __name__ == "__main__":
    main(sys.argv[1])
