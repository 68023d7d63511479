"""The reward report as files: the workbook and, beside it, the form and every list as CSV."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from agents.models import County
from agents.one_view import one_view
from points.exports import record_export
from points.models import Export
from points.periods import Quarter
from points.reports.csv_file import ENCODING, write_reward_csv, write_table_csv
from points.reports.report import Report
from points.reports.workbook import write_reward_report

What = Export.What


@dataclass(frozen=True)
class Exported:
    """``csv`` is the form; ``tables`` are the lists beside it."""

    workbook: Path
    csv: Path
    tables: list[Path]
    rows: int
    points: Decimal
    yuan: Decimal


def export_reward_report(
    county: County, quarter: Quarter, path: Path, *, reason: str, at: datetime, **options: Any
) -> Exported:
    """Write ``path``, the same name with ``.csv``, and ``NAME-明细.csv`` and its like beside it; record each.

    A file is there whole or not at all; an older one is replaced. ``options``: see ``Report``. Raises OSError when
    the place cannot be written and ReportDoesNotAgree when the sums differ.
    """
    path = path.resolve()
    with tempfile.TemporaryDirectory(prefix=".reward-", dir=path.parent) as made:
        workbook = Path(made, path.name)
        with one_view():
            report = write_reward_report(
                county, quarter, workbook, at=at, shows_accounts=True, mark=reason, **options
            )
            tables = list(write_report_csvs(report, Path(made), stem=path.stem))
        for what, file in ((What.WORKBOOK, workbook), *((What.TABLES, table) for table in tables)):
            _hand_over(report, what, file, path.parent, reason=reason, at=at)
    form, *others = (path.parent / table.name for table in tables)
    return Exported(path, form, others, len(report.rows), report.points, report.yuan)


def write_report_csvs(report: Report, folder: Path, *, stem: str) -> Iterator[Path]:
    """The form first, then every list. Raises ReportDoesNotAgree at the end."""
    form = folder / f"{stem}.csv"
    with form.open("w", encoding=ENCODING, newline="") as target:
        write_reward_csv(report.rows, target)
    yield form
    for table in report.tables():
        file = folder / f"{stem}-{table.name}.csv"
        write_table_csv(table, file)
        yield file
    report.require_agreement()


def _hand_over(
    report: Report, what: Export.What, file: Path, folder: Path, *, reason: str, at: datetime
) -> None:
    """Recorded and in its place, or neither."""
    with transaction.atomic():
        record_export(
            report.county,
            what,
            file,
            quarter=str(report.quarter),
            rows=len(report.rows),
            reason=reason,
            by=None,
            at=at,
        )
        os.replace(file, folder / file.name)
