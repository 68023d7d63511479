"""A file of the report for one person: made, recorded with its hash and its reason, then handed over (S28)."""

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from agents.models import Officer
from agents.one_view import one_view
from agents.rights import Right
from points.exports import record_export, require_reason
from points.models import Export, Settlement
from points.periods import Quarter
from points.reports.export import write_report_csvs
from points.reports.pdf import write_form_pdf
from points.reports.report import Report
from points.reports.wording import title
from points.reports.workbook import write_bank_file, write_reward_report
from points.settlement.errors import NotReleased
from points.settlement.export import note_export
from points.settlement.hands import require_settler

What = Export.What


@dataclass(frozen=True)
class Taken:
    """``file`` is open for reading and gone from the disk once it is closed."""

    file: BinaryIO
    name: str
    content_type: str


def take_report(
    quarter: Quarter, what: Export.What, *, by: Officer, reason: str | None, at: datetime
) -> Taken:
    """Who may pay gets account numbers in full, an auditor masked ones.

    The bank's file exists of a released settlement only, and for who may pay. Raises FieldMissing and TextTooLong
    (the reason), ReportDoesNotAgree, PdfNotInstalled, FormTooLong, NotPermitted, NotReleased.
    """
    said = require_reason(reason)
    write, ending, content_type = FILES[what]
    with tempfile.TemporaryDirectory(prefix="reward-") as folder:
        path = Path(folder, f"report{ending}")
        report = write(quarter, path, by, mark_of(by, said, at), at)
        with transaction.atomic():
            export = record_export(
                by.county,
                what,
                path,
                quarter=str(quarter),
                rows=len(report.rows),
                reason=said,
                by=by,
                at=at,
            )
            if what == What.BANK:
                # The batch is with the bank from now on; its answer is held against this file (R12).
                name = f"{report.batch}{ending}"
                note_export(str(quarter), name=name, sha256=export.sha256, by=by, at=at, why=said)
        return Taken(path.open("rb"), f"{title(by.county.name, quarter)}{ending}", content_type)


def mark_of(by: Officer, reason: str, at: datetime) -> str:
    """``导出:李主任 2027-01-03 10:30 事由:发放``: stands on every page of what is taken out."""
    return f"导出:{by.name} {at.astimezone(by.county.zone):%Y-%m-%d %H:%M} 事由:{reason}"


def _workbook(quarter: Quarter, path: Path, by: Officer, mark: str, at: datetime) -> Report:
    return write_reward_report(by.county, quarter, path, at=at, shows_accounts=_may_pay(by), mark=mark)


def _tables(quarter: Quarter, path: Path, by: Officer, mark: str, at: datetime) -> Report:
    """Every CSV in one archive; ``mark`` has no place in a CSV and is in the Export row."""
    stem = title(by.county.name, quarter)
    with one_view(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        report = Report.read(by.county, quarter, at=at, shows_accounts=_may_pay(by))
        for file in write_report_csvs(report, path.parent, stem=stem):
            archive.write(file, file.name)
            file.unlink()
    return report


def _signed_form(quarter: Quarter, path: Path, by: Officer, mark: str, at: datetime) -> Report:
    with one_view():
        report = Report.read(by.county, quarter, at=at)
    with path.open("wb") as target:
        write_form_pdf(report, target, mark=mark)
    return report


def _bank_file(quarter: Quarter, path: Path, by: Officer, mark: str, at: datetime) -> Report:
    require_settler(by, by.county_id)
    settlement = Settlement.objects.of(by.county_id, str(quarter))
    if settlement is None or settlement.state == Settlement.State.FROZEN:
        raise NotReleased
    with one_view():
        report = Report.read(by.county, quarter, at=at)
        write_bank_file(report, path)
    return report


def _may_pay(officer: Officer) -> bool:
    return officer.may(Right.SETTLE)


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Writer = Callable[[Quarter, Path, Officer, str, datetime], Report]
FILES: dict[str, tuple[Writer, str, str]] = {
    What.WORKBOOK: (_workbook, ".xlsx", EXCEL),
    What.BANK: (_bank_file, "-银行代发.xlsx", EXCEL),
    What.TABLES: (_tables, ".zip", "application/zip"),
    What.SIGNED_FORM: (_signed_form, ".pdf", "application/pdf"),
}
