"""奖励: what the quarter comes to for each agent, and the report the bureau pays from."""

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agents.models import Agent, Officer
from agents.rights import Right
from frontend.office.quarters import quarters_of
from frontend.roles import account_only, officers_with
from points.periods import NotAQuarter, Quarter, quarter_of
from points.reports.reward import reward_rows
from points.reports.wording import title
from points.reports.workbook import Figures, write_reward_report

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POSTS = dict(Agent.Post.choices)


@require_safe
@account_only
def rewards(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    current = quarter_of(at, officer.county.zone)
    quarter = _asked(request, current)
    figures = Figures(reward_rows(officer.county, quarter))
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "rewards",
        "at": at,
        "quarter": quarter,
        "quarters": quarters_of(officer.county, current=current),
        "is_running": str(quarter) >= current,
        "figures": figures,
        "rows": [(row, POSTS.get(row.post, row.post)) for row in figures.rows],
        "totals": _totals(figures),
    }
    return render(request, "office/rewards.html", context)


@require_safe
@officers_with(Right.EXPORT)
def reward_export(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    """The Excel file. Reading it changes nothing, so a GET may fetch it."""
    file = BytesIO()
    write_reward_report(officer.county, quarter, file, at=timezone.now())
    response = HttpResponse(file.getvalue(), content_type=EXCEL)
    name = f"{title(officer.county.name, quarter)}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _asked(request: HttpRequest, current: str) -> Quarter:
    """The quarter in the address; the running one where it makes no sense."""
    try:
        return Quarter.parse(request.GET.get("quarter", current))
    except NotAQuarter:
        return Quarter.parse(current)


def _totals(figures: Figures) -> dict[str, int]:
    names = ("class_one", "class_two", "satisfied", "unsatisfied")
    return {name: sum(getattr(row.services, name) for row in figures.rows) for name in names}
