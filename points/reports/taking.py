"""A file of the report for one person: made, recorded with its hash and its reason, then handed over (S28)."""

import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from agents.models import Officer
from points.exports import record_export, require_reason
from points.models import Export
from points.periods import Quarter
from points.reports.export import write_report_csvs
from points.reports.pdf import write_form_pdf
from points.reports.report import Report
from points.reports.snapshot import one_view
from points.reports.wording import title
from points.reports.workbook import write_reward_report

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

    Raises FieldMissing and TextTooLong (the reason), ReportDoesNotAgree, PdfNotInstalled, FormTooLong.
    """
    said = require_reason(reason)
    write, ending, content_type = FILES[what]
    with tempfile.TemporaryDirectory(prefix="reward-") as folder:
        path = Path(folder, f"report{ending}")
        report = write(quarter, path, by, mark_of(by, said, at), at)
        record_export(
            by.county,
            what,
            path,
            quarter=str(quarter),
            rows=len(report.rows),
            reason=said,
            by=by,
            at=at,
        )
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


def _may_pay(officer: Officer) -> bool:
    return officer.role == Officer.Role.COUNTY_MANAGER


Writer = Callable[[Quarter, Path, Officer, str, datetime], Report]
FILES: dict[str, tuple[Writer, str, str]] = {
    What.WORKBOOK: (
        _workbook,
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    What.TABLES: (_tables, ".zip", "application/zip"),
    What.SIGNED_FORM: (_signed_form, ".pdf", "application/pdf"),
}
