"""``manage.py export_reward_report --county 431127 --quarter 2026Q4 --out FILE.xlsx``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from agents.errors import Refusal
from points.exports import require_reason
from points.management.county import county_of
from points.management.progress import progress
from points.periods import NotAQuarter, Quarter
from points.reports.export import export_reward_report
from points.totals import entries_of

#: A report of fewer lines is there before a bar could be drawn.
LINES_AT_ONCE = 5000


class Command(BaseCommand):
    help = "Write the quarter's reward report, ready to print and sign, and a CSV with the same figures beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--county", required=True, help="six-digit code, such as 431127")
        parser.add_argument("--quarter", required=True, help="such as 2026Q4")
        parser.add_argument("--out", required=True, help="the Excel file to write (.xlsx)")
        parser.add_argument(
            "--reason",
            default=_noop("at the command line"),
            help="why it is wanted; recorded, and at the foot of every page",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        quarter, county, path = (
            _quarter(options["quarter"]),
            county_of(options["county"]),
            _path(options["out"]),
        )
        lines = entries_of(county, str(quarter)).count()
        # Every line is written twice: into the workbook and into the CSV.
        bar = progress(2 * lines, unit=_("lines"), shows=options["verbosity"] > 0 and lines > LINES_AT_ONCE)
        try:
            reason = require_reason(options["reason"])
            with bar as advance:
                done = export_reward_report(
                    county, quarter, path, reason=reason, at=timezone.now(), advance=advance
                )
        except OSError as error:
            raise CommandError(
                _("%(path)s cannot be written: %(why)s.") % {"path": path, "why": error.strerror or error}
            ) from error
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _(
                "%(workbook)s, %(csv)s and the lists beside it: %(rows)d agents, %(points)s points, %(yuan)s yuan."
            )
            % {
                "workbook": done.workbook,
                "csv": done.csv.name,
                "rows": done.rows,
                "points": f"{done.points.normalize():f}",
                "yuan": f"{done.yuan:.2f}",
            }
        )


def _quarter(text: str) -> Quarter:
    try:
        return Quarter.parse(text)
    except NotAQuarter:
        raise CommandError(_("%(text)r is not a quarter; write it as 2026Q4.") % {"text": text}) from None


def _path(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() != ".xlsx":
        raise CommandError(_("%(path)s must end with .xlsx.") % {"path": path})
    if path.is_dir():
        raise CommandError(_("%(path)s is a directory; name a file.") % {"path": path})
    if not path.resolve().parent.is_dir():
        raise CommandError(_("There is no directory %(path)s.") % {"path": path.resolve().parent})
    return path
