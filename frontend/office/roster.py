"""The roster from the Excel file that the county already has: sent, shown line by line, confirmed."""

from io import BytesIO
from typing import Any
from uuid import UUID

import xlsxwriter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents.errors import FieldMissing, Refusal
from agents.models import Grid, Officer
from agents.rights import Right
from agents.roster.importing import Plan, confirm_roster, preview_roster
from agents.roster.workbook import SIZE_MAX_BYTES
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_MAX = 100
SHOWN_MAX = 50
managers_only = officers_with(Right.MANAGE_AGENTS)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def roster_import(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The file is read in memory and never kept; what it says waits, sealed, for the confirmation."""
    if request.method != "POST":
        return _page(request, officer)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise FieldMissing(field="file")
        # One byte more than allowed is enough to know.
        raw = file.read(SIZE_MAX_BYTES + 1)
        plan = preview_roster(raw, file_name=file.name or "", by=officer, at=timezone.now())
    except Refusal as refusal:
        return _page(request, officer, refusal=refusal)
    return _page(request, officer, plan)


@require_POST
@managers_only
def roster_confirm(request: HttpRequest, officer: Officer, import_id: UUID) -> HttpResponse:
    try:
        plan = confirm_roster(import_id, by=officer, at=timezone.now())
    except Refusal as refusal:
        return _page(request, officer, refusal=refusal)
    said = _("Imported: %(new)d new, %(changed)d changed, %(same)d as before.")
    messages.success(
        request, said % {"new": len(plan.new), "changed": len(plan.changed), "same": len(plan.same)}
    )
    return redirect("office:people")


@require_safe
@managers_only
def roster_template(request: HttpRequest, officer: Officer) -> HttpResponse:
    """An empty list with the right headings, and the county's own villages on a second sheet to copy from."""
    file = BytesIO()
    _write_template(officer, file)
    response = HttpResponse(file.getvalue(), content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(True, "代办员花名册.xlsx") or "attachment"
    return response


def _page(
    request: HttpRequest, officer: Officer, plan: Plan | None = None, *, refusal: Refusal | None = None
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    faults = plan.faults if plan else []
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "people",
        "plan": plan,
        "faults": faults[:FAULTS_MAX],
        "faults_more": max(0, len(faults) - FAULTS_MAX),
        "new": plan.new[:SHOWN_MAX] if plan else [],
        "changed": plan.changed[:SHOWN_MAX] if plan else [],
        "problems": problems,
        "troubles": summary(problems, order=["file"]),
        "megabytes": SIZE_MAX_BYTES // 1_000_000,
    }
    status = STATUS[refusal.kind] if refusal else 422 if faults else 200
    return render(request, "office/roster.html", context, status=status)


def _write_template(officer: Officer, file: BytesIO) -> None:
    grids = Grid.objects.filter(county=officer.county).select_related("village__township").defer("boundary")
    if officer.role == Officer.Role.TOWNSHIP_OFFICER:
        grids = grids.filter(village__township_id=officer.township_id)
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e3f1ec", "border": 1, "align": "center"})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("花名册")
        sheet.write_row(0, 0, ["姓名", "手机号", "乡镇", "村(社区)", "网格", "岗位", "办公电话"], head)
        sheet.set_column(0, 6, 18, text)
        sheet.freeze_panes(1, 0)
        sheet.data_validation(
            1, 5, 3000, 5, {"validate": "list", "source": ["网格员", "村干部", "辅警"], "ignore_blank": True}
        )
        places = book.add_worksheet("村和网格")
        places.write_row(0, 0, ["乡镇", "村名称", "网格的名称", "网格代码"], head)
        places.set_column(0, 3, 22, text)
        for row, grid in enumerate(grids.order_by("village__township__code", "code"), 1):
            village = grid.village
            places.write_row(row, 0, [village.township.short_name, village.short_name, grid.name, grid.code])
