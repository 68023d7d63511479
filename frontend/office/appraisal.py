"""考核: figures and ranks by kind of agent, and who completed nothing in a year (LS-17, LS-18)."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Refusal
from agents.models import Agent, Officer
from agents.rights import Right
from frontend.middleware.refusals import answer_refusal
from frontend.office.downloads import as_download
from frontend.office.fresh import require_fresh_code
from frontend.office.quarters import asked_quarter, quarters_of
from frontend.problems import problems_of
from frontend.roles import account_only, officers_with
from points.appraisal import appraise, inactive_agents, take_appraisal
from points.exports import REASON_LENGTH_MAX
from points.periods import Quarter, quarter_of

POSTS = dict(Agent.Post.choices)
PAGE_SIZE = 50
INACTIVE_MAX = 100


@require_safe
@account_only
def appraisal(request: HttpRequest, officer: Officer) -> HttpResponse:
    return render(request, "office/appraisal.html", _context(request, officer, timezone.now()))


@require_POST
@officers_with(Right.EXPORT)
def appraisal_export(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    first, last = _span(request, officer, at)
    try:
        require_fresh_code(request, officer, reason_length_max=REASON_LENGTH_MAX)
        taken = take_appraisal(first, last, by=officer, reason=request.POST.get("reason"), at=at)
    except Refusal as refusal:
        context = _context(request, officer, at) | {"problems": problems_of(refusal), "typed": request.POST}
        return answer_refusal(request, refusal, "office/appraisal.html", context)
    return as_download(taken)


def _context(request: HttpRequest, officer: Officer, at: datetime) -> dict[str, Any]:
    first, last = _span(request, officer, at)
    post = request.GET.get("post", "")
    people = [
        each for each in appraise(officer.county, first, last) if post not in POSTS or each.post == post
    ]
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("page"))
    idle = inactive_agents(officer.county, at=at)
    query = f"?quarter={last}&span={'year' if first != last else 'quarter'}"
    return {
        "officer": officer,
        "tab": "appraisal",
        "at": at,
        "quarter": last,
        "quarters": quarters_of(officer.county, current=quarter_of(at, officer.county.zone)),
        "is_year": first != last,
        "post": post,
        "posts": Agent.Post.choices,
        "query": query,
        "address": f"{query}&post={post if post in POSTS else ''}",
        "page": page,
        "rows": [(each, POSTS.get(each.post, each.post)) for each in page],
        "inactive": [(each, POSTS.get(each.post, each.post)) for each in idle[:INACTIVE_MAX]],
        "inactive_count": len(idle),
    }


def _span(request: HttpRequest, officer: Officer, at: datetime) -> tuple[Quarter, Quarter]:
    """One quarter, or its whole year up to it."""
    last = asked_quarter(request, otherwise=quarter_of(at, officer.county.zone))
    return (Quarter(last.year, 1) if request.GET.get("span") == "year" else last), last
