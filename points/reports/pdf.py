"""The form to sign as PDF, the same figures as the 发放表. WeasyPrint is optional: the extra ``pdf`` brings it."""

from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from django.template import Context, Engine
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind as RefusalKind
from agents.errors import Refusal
from points.reports import wording
from points.reports.columns import COLUMNS, cells, sums
from points.reports.renminbi import in_words
from points.reports.report import Report
from points.reports.sheets.form import SIGNATURES
from points.reports.tables.table import Kind, Value

TEMPLATE = Path(__file__).with_name("form.html")
#: Some hundred pages; a longer form is printed from the workbook, which needs no memory for it.
LINES_MAX = 1500


class PdfNotInstalled(Refusal):
    kind = RefusalKind.CONFLICT
    code = "pdf_not_installed"
    sentence = _(
        "This server cannot make PDF files: the extra “pdf” (WeasyPrint) is not installed. Print the Excel file."
    )


class FormTooLong(Refusal):
    kind = RefusalKind.CONFLICT
    code = "form_too_long"
    sentence = _("%(lines)d lines are too many for a PDF (at most %(max)d). Print the Excel file.")


def write_form_pdf(report: Report, target: BinaryIO, *, mark: str = "") -> None:
    """A4 landscape. Raises PdfNotInstalled and FormTooLong."""
    if len(report.rows) > LINES_MAX:
        raise FormTooLong(lines=len(report.rows), max=LINES_MAX)
    try:
        from weasyprint import HTML  # type: ignore[import-untyped]
    except (ImportError, OSError) as error:
        # OSError: the Python package is there and Debian's pango is not.
        raise PdfNotInstalled from error
    HTML(string=form_html(report, mark=mark), url_fetcher=_fetch_nothing).write_pdf(target)


def form_html(report: Report, *, mark: str = "") -> str:
    template = Engine(autoescape=True).from_string(TEMPLATE.read_text(encoding="utf-8"))
    return template.render(Context(_context(report, mark)))


def _context(report: Report, mark: str) -> dict[str, Any]:
    county_name, quarter = report.county.name, report.quarter
    totals = sums(report.rows)
    whole = sum(column.width for column in COLUMNS)
    return {
        "title": wording.title(county_name, quarter),
        "issuer": wording.issuer(county_name),
        "period": wording.period(quarter),
        "mark": " ".join(mark.split()),
        "widths": [f"{100 * column.width / whole:.2f}" for column in COLUMNS],
        "heads": [column.head for column in COLUMNS],
        "lines": [_shown(enumerate(cells(number, row))) for number, row in enumerate(report.rows, 1)],
        "label_columns": min(totals),
        "totals": _shown((index, totals.get(index, "")) for index in range(min(totals), len(COLUMNS))),
        "words": in_words(report.yuan),
        "signatures": [who for _, who in SIGNATURES],
        "made": f"制表日期:{wording.day(report.at.date())}",
    }


def _shown(values: Any) -> list[tuple[str, str]]:
    return [(_look(COLUMNS[index].kind), _text(COLUMNS[index].kind, value)) for index, value in values]


def _look(kind: Kind) -> str:
    return {Kind.COUNT: "count", Kind.POINTS: "number", Kind.YUAN: "number"}.get(kind, "")


def _text(kind: Kind, value: Value) -> str:
    if kind == Kind.YUAN and value != "":
        return f"{Decimal(str(value)):,.2f}"
    if kind == Kind.POINTS and isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)


def _fetch_nothing(url: str, *args: Any, **kwargs: Any) -> Any:
    """The form needs nothing from anywhere, and must not be made to look (S19)."""
    raise ValueError(url)
