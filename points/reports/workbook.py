"""The reward report as an Excel file: 发放表, 明细, 说明."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from agents.models import County
from points.models import PointsRule
from points.periods import Quarter
from points.reports.entries import entry_lines
from points.reports.errors import ReportDoesNotAgree
from points.reports.reward import reward_rows
from points.reports.row import RewardRow
from points.reports.sheets.details import write_details
from points.reports.sheets.explanation import write_explanation
from points.reports.sheets.form import write_form
from points.reports.sheets.formats import formats
from points.reports.snapshot import one_view
from points.reports.wording import title
from points.totals import county_total, entries_of

# Rows go to the disk as they are written; text is text, whatever it looks like.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Figures:
    """What a report says: lines, points, and yuan to be paid."""

    rows: list[RewardRow]

    @property
    def points(self) -> Decimal:
        return sum((row.points for row in self.rows), Decimal(0))

    @property
    def yuan(self) -> Decimal:
        return sum((row.yuan for row in self.rows), Decimal(0))


def write_reward_report(
    county: County, quarter: Quarter, target: Path | BinaryIO, *, at: datetime
) -> Figures:
    """Write the workbook to a file or a binary stream; ``at`` is the instant of making it.

    Everything is read in one view of the database. Raises ReportDoesNotAgree when form, details and ledger differ
    by a fen, and OSError when the target cannot be written.
    """
    with one_view():
        rows = reward_rows(county, quarter)
        workbook = Workbook(str(target) if isinstance(target, Path) else target, OPTIONS)
        try:
            details = _write(workbook, county, quarter, rows, at.astimezone(county.zone))
        finally:
            workbook.close()
        _require_agreement(rows, details, county_total(county, str(quarter)).yuan)
    return Figures(rows)


def _write(
    workbook: Workbook, county: County, quarter: Quarter, rows: list[RewardRow], at: datetime
) -> Decimal:
    # Without the moment of writing, the same report is the same file, byte for byte.
    workbook.set_properties({"title": title(county.name, quarter), "created": at.replace(tzinfo=None)})
    looks = formats(workbook)
    write_form(workbook, looks, rows, county_name=county.name, quarter=quarter, at=at)
    numbers = {row.agent_id: number for number, row in enumerate(rows, 1)}
    details = write_details(workbook, looks, entry_lines(county, quarter), numbers=numbers)
    write_explanation(
        workbook, looks, rows, _rules(county, quarter), county_name=county.name, quarter=quarter, at=at
    )
    return details


def _rules(county: County, quarter: Quarter) -> list[PointsRule]:
    """The versions under which entries of the quarter were posted."""
    used = entries_of(county, str(quarter)).values("rule_id")
    return list(PointsRule.objects.filter(pk__in=used).select_related("county").order_by("version"))


def _require_agreement(rows: list[RewardRow], details: Decimal, ledger: Decimal) -> None:
    report = sum((row.yuan + row.carried_on - row.carried_in for row in rows), Decimal(0))
    if not report == details == ledger:
        raise ReportDoesNotAgree(report=report, details=details, ledger=ledger)
