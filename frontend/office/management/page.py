from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agents.models import Officer
from agents.rights import Right
from dispatch.orders.figures import By, Measures, measured, measured_by, measured_by_week
from frontend.office.management.question import Question
from frontend.office.management.trends import trends
from frontend.roles import officers_with

PAGE_SIZE = 50
NAMES = {
    By.TOWNSHIP: _("Township"),
    By.GRID: _("Grid"),
    By.ITEM: _("Item"),
    By.AGENT: _("Agent"),
    By.BUREAU: _("Bureau"),
}
#: Of the orders that belong to no group yet.
UNNAMED = {
    By.TOWNSHIP: _("place not known yet"),
    By.GRID: _("grid not known yet"),
    By.ITEM: _("unclassified"),
    By.AGENT: _("nobody yet"),
    By.BUREAU: _("unclassified"),
}
#: The figures in the order of the table's columns, and the orders that each opens.
LINKED = (
    "placed",
    "taken",
    "taken_in_time",
    "taken_late",
    "in_limit",
    "past_limit",
    "satisfied",
    "unsatisfied",
)


@require_safe
@officers_with(Right.SEE_FIGURES)
def figures(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Three statements for the figures, however large the county."""
    at = timezone.now()
    question = Question.read(request.GET, county=officer.county, at=at)
    orders = question.orders(officer)
    weeks = measured_by_week(orders, zone=officer.county.zone)
    page = Paginator(measured_by(question.by, orders), PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "figures",
        "at": at,
        "question": question,
        "address": question.address(),
        "dimensions": [(by, name, question.address(by=by)) for by, name in NAMES.items()],
        "by_name": NAMES[question.by],
        "all": measured(orders),
        "links": _links(question),
        "weeks": [_week(question, monday, each) for monday, each in weeks],
        "charts": trends(weeks),
        "page": page,
        "rows": [(each.name or UNNAMED[question.by], each, _links(question, key=each.key)) for each in page],
    }
    return render(request, "office/figures.html", context)


def _week(question: Question, monday: date, measures: Measures) -> tuple[date, Measures, dict[str, str]]:
    """The first and the last week may be cut short by the days that were asked for."""
    days = {"from": max(monday, question.first), "to": min(monday + timedelta(days=6), question.last)}
    return monday, measures, _links(question, **days)


def _links(question: Question, **narrowed: Any) -> dict[str, str]:
    return {which: question.orders_of(which, **narrowed) for which in LINKED}
