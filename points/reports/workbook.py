"""The reward report as an Excel file: 发放表, 汇总, 明细, 调整, 冻结, 结转, 银行代发, 公示, 说明."""

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from agents.models import County
from agents.one_view import one_view
from points.models import PointsRule
from points.payable import entries_in
from points.periods import Quarter
from points.reports.report import Report
from points.reports.sheets.explanation import write_explanation
from points.reports.sheets.form import write_form
from points.reports.sheets.formats import formats
from points.reports.sheets.table import write_table
from points.reports.tables.bank import bank_transfer
from points.reports.wording import title

# Rows go to the disk as they are written; text is text, whatever it looks like.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_reward_report(
    county: County,
    quarter: Quarter,
    target: Path | BinaryIO,
    *,
    at: datetime,
    mark: str = "",
    **options: Any,
) -> Report:
    """Write the workbook to a file or a binary stream; ``at`` is the instant of making it.

    ``mark``: who takes it out and why, said on every printed page (S28); ``options``: see ``Report``. Everything is
    read in one view of the database. Raises ReportDoesNotAgree when form, details and ledger differ by a fen, and
    OSError when the target cannot be written.
    """
    with one_view():
        report = Report.read(county, quarter, at=at, **options)
        workbook = Workbook(str(target) if isinstance(target, Path) else target, OPTIONS)
        try:
            _write(workbook, report, mark)
        finally:
            workbook.close()
        report.require_agreement()
    return report


def write_bank_file(report: Report, target: Path) -> None:
    """银行代发 alone, with account numbers in full: what is handed to the bank of a released settlement."""
    workbook = Workbook(str(target), OPTIONS)
    try:
        at = report.at.replace(tzinfo=None)
        workbook.set_properties({"title": report.batch, "created": at})
        table = bank_transfer(report.rows, report.quarter, batch=report.batch, shows_accounts=True)
        write_table(workbook, formats(workbook), table, mark="")
    finally:
        workbook.close()


def _write(workbook: Workbook, report: Report, mark: str) -> None:
    county, quarter, at = report.county, report.quarter, report.at
    # Without the moment of writing, the same report is the same file, byte for byte.
    workbook.set_properties({"title": title(county.name, quarter), "created": at.replace(tzinfo=None)})
    looks = formats(workbook)
    write_form(workbook, looks, report.rows, county_name=county.name, quarter=quarter, at=at, mark=mark)
    for table in report.tables():
        write_table(workbook, looks, table, mark=mark, report=title(county.name, quarter))
    write_explanation(workbook, looks, report, _rules(county, quarter), mark=mark)


def _rules(county: County, quarter: Quarter) -> list[PointsRule]:
    """The versions under which entries of the quarter were posted."""
    used = entries_in(county, quarter).values("rule_id")
    return list(PointsRule.objects.filter(pk__in=used).select_related("county").order_by("version"))
