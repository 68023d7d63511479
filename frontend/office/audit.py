"""审计: who did what, when, from where. Searchable, and to be taken away as a file, which is written down too."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.audit import record_audit
from agents.errors import Refusal
from agents.models import Officer
from agents.models.audit_entry import Deed, Who
from agents.rights import Right
from frontend.middleware.refusals import STATUS
from frontend.office.audit_filters import AuditFilters
from frontend.office.audit_rows import AuditRow, audit_rows, page_of_audit
from frontend.office.fresh import require_fresh_code
from frontend.problems import Problems, problems_of, summary
from frontend.roles import officers_with
from points.reports.csv_file import ENCODING, neutral

PAGE_SIZE = 50
EXPORTED_MAX = 50_000
REASON_LENGTH_MAX = 200


@require_safe
@officers_with(Right.SEE_AUDIT)
def audit(request: HttpRequest, officer: Officer) -> HttpResponse:
    return _page(request, officer, AuditFilters.read(request.GET), request.GET.get("cursor", "")[:400])


@require_POST
@officers_with(Right.EXPORT_AUDIT)
def audit_export(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The rows of the filters as CSV, newest first, at most ``EXPORTED_MAX``; the export is a row itself (S28)."""
    filters, at = AuditFilters.read(request.POST), timezone.now()
    try:
        require_fresh_code(request, officer, reason_length_max=REASON_LENGTH_MAX)
    except Refusal as refusal:
        return _page(request, officer, filters, "", problems_of(refusal), status=STATUS[refusal.kind])
    rows = list(islice(audit_rows(officer.county, filters, batch=EXPORTED_MAX), EXPORTED_MAX))
    record_audit(
        Deed.EXPORTED,
        by=officer,
        at=at,
        about=_("audit"),
        reason=request.POST["reason"],
        after={"rows": len(rows), **filters.pairs},
    )
    response = HttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"{officer.county.name}-audit-{timezone.localtime(at):%Y%m%d-%H%M}.csv"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _page(
    request: HttpRequest,
    officer: Officer,
    filters: AuditFilters,
    cursor: str,
    problems: Problems | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    rows, following = page_of_audit(officer.county, filters, cursor=cursor, limit=PAGE_SIZE)
    context = {
        "officer": officer,
        "tab": "audit",
        "filters": filters,
        "rows": rows,
        "cursor": cursor,
        "following": following,
        "sees_orders": officer.may(Right.SEE_ORDERS),
        "deeds": sorted(Deed.choices, key=lambda choice: str(choice[1])),
        "everybody": Who.choices,
        "problems": problems or {},
        "troubles": summary(problems or {}, order=["reason", "code"]),
        "reason": request.POST.get("reason", "")[:REASON_LENGTH_MAX],
    }
    return render(request, "office/audit.html", context, status=status)


def _lines(rows: list[AuditRow]) -> Iterator[bytes]:
    yield _line(
        [
            _("time"),
            _("who"),
            _("name"),
            _("address"),
            _("what"),
            _("about"),
            _("result"),
            _("reason"),
            _("before"),
            _("after"),
        ]
    ).encode(ENCODING)
    for row in rows:
        result = _("refused") if row.is_refused else _("done")
        at = timezone.localtime(row.at).isoformat(sep=" ", timespec="seconds")
        said = [row.who, row.name, row.address, row.deed, row.about, result, row.reason]
        yield _line([at, *said, _facts(row.before), _facts(row.after)]).encode()


def _line(fields: list[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow([neutral(field) for field in fields])
    return text.getvalue()


def _facts(facts: object) -> str:
    return "" if facts is None else json.dumps(facts, ensure_ascii=False)
