"""补助: transport and lost working time, by budget, beside points and never mixed with them (LH-11)."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from agents.errors import FieldMissing, NotFound, Refusal
from agents.models import Agent, Officer
from agents.rights import Right
from agents.text import clean
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary
from frontend.roles import account_only, officers_with
from points.models import Subsidy
from points.models.subsidy import SubsidyKind
from points.periods import month_of
from points.subsidies import enter_budget, grant_subsidy, stand_of, take_back_subsidy
from points.subsidies.errors import NotAnAmountOfYuan

PAGE_SIZE = 40
FOUND_MAX = 12
LABELS = {
    "agent": _("Agent"),
    "month": _("Month"),
    "yuan": _("Yuan"),
    "reason": _("Reason"),
    "basis": _("By which document"),
}


@require_safe
@account_only
def subsidies(request: HttpRequest, officer: Officer) -> HttpResponse:
    return render(request, "office/subsidies.html", _context(request, officer))


@require_POST
@officers_with(Right.SETTLE)
def subsidy_grant(request: HttpRequest, officer: Officer) -> HttpResponse:
    said = request.POST

    def grant() -> None:
        if not said.get("agent", ""):
            raise FieldMissing(field="agent")
        grant_subsidy(
            _agent(officer, said["agent"]),
            _kind(said.get("kind", "")),
            month=said.get("month", ""),
            yuan=_yuan(said.get("yuan", "")),
            reason=said.get("reason", ""),
            by=officer,
            at=timezone.now(),
        )

    return _answer(request, officer, "grant", grant)


@require_POST
@officers_with(Right.SETTLE)
def subsidy_budget(request: HttpRequest, officer: Officer) -> HttpResponse:
    said, at = request.POST, timezone.now()

    def enter() -> None:
        enter_budget(
            int(month_of(at, officer.county.zone)[:4]),
            _kind(said.get("kind", "")),
            yuan=_yuan(said.get("yuan", "")),
            basis=said.get("basis", ""),
            by=officer,
            at=at,
        )

    return _answer(request, officer, "budget", enter)


@require_POST
@officers_with(Right.SETTLE)
def subsidy_take_back(request: HttpRequest, officer: Officer, subsidy_id: int) -> HttpResponse:
    subsidy = Subsidy.objects.filter(county=officer.county, pk=subsidy_id).first()
    if subsidy is None:
        raise NotFound

    def take_back() -> None:
        take_back_subsidy(subsidy, reason=request.POST.get("reason", ""), by=officer, at=timezone.now())

    return _answer(request, officer, "take_back", take_back)


def _answer(request: HttpRequest, officer: Officer, verb: str, act: Callable[[], Any]) -> HttpResponse:
    """Back to the list; or the page again with what was typed and what is wrong."""
    try:
        act()
    except Refusal as refusal:
        problems = problems_of(refusal)
        context = _context(request, officer) | {"verb": verb, "typed": request.POST, "problems": problems}
        context["troubles"] = summary(problems, order=[], labels=LABELS)
        return answer_refusal(request, refusal, "office/subsidies.html", context)
    return redirect("office:subsidies")


def _context(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    at = timezone.now()
    month = month_of(at, officer.county.zone)
    search = clean(request.GET.get("q", "") or request.POST.get("q", ""))[:50]
    granted = Subsidy.objects.filter(county=officer.county).select_related(
        "agent__grid__village", "granted_by", "taken_back_by"
    )
    return {
        "officer": officer,
        "tab": "subsidies",
        "at": at,
        "month": month,
        "year": month[:4],
        "stands": [(SubsidyKind(kind).label, stand) for kind, stand in _stands(officer, month)],
        "kinds": SubsidyKind.choices,
        "search": search,
        "found": _found(officer, search),
        "may_grant": officer.role == Officer.Role.COUNTY_MANAGER,
        "page": Paginator(granted.order_by("-id"), PAGE_SIZE).get_page(request.GET.get("page")),
        "address": "?",
    }


def _stands(officer: Officer, month: str) -> Any:
    return stand_of(officer.county_id, int(month[:4])).items()


def _found(officer: Officer, search: str) -> Any:
    if not search:
        return []
    serving = Agent.objects.serving().filter(county=officer.county, name__icontains=search)
    return serving.select_related("grid__village__township").order_by("pk")[:FOUND_MAX]


def _agent(officer: Officer, typed: str) -> Agent:
    """Raises NotFound."""
    known = typed.isascii() and typed.isdigit() and len(typed) < 19
    agent = Agent.objects.filter(county=officer.county, pk=typed).first() if known else None
    if agent is None:
        raise NotFound
    return agent


def _kind(typed: str) -> SubsidyKind:
    return SubsidyKind(typed) if typed in SubsidyKind.values else SubsidyKind.TRANSPORT


def _yuan(typed: str) -> Decimal:
    """Raises NotAnAmountOfYuan."""
    try:
        return Decimal(typed.strip()[:15])
    except InvalidOperation:
        raise NotAnAmountOfYuan(max=10_000) from None
