"""奖励: what the quarter comes to for each agent, and the report the bureau pays from."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agents.errors import NotAChoice, Refusal
from agents.models import Agent, Officer
from agents.rights import Right
from frontend.middleware.refusals import answer_refusal
from frontend.office.downloads import as_download
from frontend.office.fresh import require_fresh_code
from frontend.office.quarters import asked_quarter, quarters_of
from frontend.problems import problems_of
from frontend.roles import account_only, officers_with
from points.exports import REASON_LENGTH_MAX
from points.models import Export
from points.periods import Quarter, quarter_of
from points.reports.groups import Group, GroupTotal, grouped
from points.reports.report import Report
from points.reports.taking import FILES, take_report

POSTS = dict(Agent.Post.choices)
PAGE_SIZE = 50
EXPORTS_MAX = 8
GROUP_TITLES = {
    Group.POST: (gettext_lazy("By kind of agent"), gettext_lazy("Kind")),
    Group.TOWNSHIP: (gettext_lazy("By township"), gettext_lazy("Township")),
    Group.BUREAU: (gettext_lazy("By bureau"), gettext_lazy("Bureau")),
}


@require_safe
@account_only
def rewards(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    quarter = asked_quarter(request, otherwise=quarter_of(at, officer.county.zone))
    return render(request, "office/rewards.html", _context(officer, quarter, at, request.GET.get("page")))


@require_POST
@officers_with(Right.EXPORT)
def reward_export(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    """The file, once its reason is said and recorded; without a reason the page again, with what is missing."""
    what = request.POST.get("what", "")
    if what not in FILES:
        raise NotAChoice(field="what")
    try:
        require_fresh_code(request, officer, reason_length_max=REASON_LENGTH_MAX)
        taken = take_report(
            quarter, Export.What(what), by=officer, reason=request.POST.get("reason"), at=timezone.now()
        )
    except Refusal as refusal:
        problems = problems_of(refusal)
        context = _context(officer, quarter, timezone.now())
        context |= {"typed": request.POST, "problems": problems, "whole": problems.get("")}
        return answer_refusal(request, refusal, "office/rewards.html", context)
    return as_download(taken)


def _context(officer: Officer, quarter: Quarter, at: datetime, number: str | None = None) -> dict[str, Any]:
    county, current = officer.county, quarter_of(at, officer.county.zone)
    report = Report.read(county, quarter, at=at)
    page = Paginator(report.rows, PAGE_SIZE).get_page(number)
    exports = Export.objects.filter(county=county, quarter=str(quarter)).select_related("officer")
    return {
        "officer": officer,
        "tab": "rewards",
        "at": at,
        "quarter": quarter,
        "quarters": quarters_of(county, current=current),
        "is_running": str(quarter) >= current,
        "figures": report,
        "page": page,
        "address": f"?quarter={quarter}",
        "rows": [(row, POSTS.get(row.post, row.post)) for row in page],
        "totals": _totals(report),
        "groups": [
            (*GROUP_TITLES[group], _named(group, members))
            for group, members in grouped(county, quarter).items()
        ],
        "kinds": [(what, Export.What(what).label) for what in FILES],
        "exports": exports.order_by("-id")[:EXPORTS_MAX],
    }


def _named(group: Group, members: list[GroupTotal]) -> list[tuple[str, GroupTotal]]:
    """Names as the page says them."""
    unnamed = _("not classified yet")
    if group == Group.POST:
        return [(str(POSTS.get(each.name, each.name)), each) for each in members]
    return [(each.name or unnamed, each) for each in members]


def _totals(figures: Report) -> dict[str, int]:
    names = ("class_one", "class_two", "satisfied", "unsatisfied")
    return {name: sum(getattr(row.services, name) for row in figures.rows) for name in names}
