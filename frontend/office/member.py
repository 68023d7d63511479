"""One agent of the roster, by hand: added, moved, ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents.errors import FieldMissing, NotFound, Refusal
from agents.models import Agent, Grid, Officer
from agents.rights import Right
from agents.roster.errors import UnknownGrid
from agents.roster.members import add_agent, change_agent, end_agent
from dispatch.orders.models import Assignment, Order
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with

FIELDS = ["name", "phone", "grid", "post", "office_phone", "reason", "photo"]
LABELS = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Mobile phone"),
    "grid": gettext_lazy("Grid"),
    "reason": gettext_lazy("Reason"),
    "photo": gettext_lazy("Portrait"),
}
YEAR = timedelta(days=365)


@require_safe
@officers_with(Right.SEE_PEOPLE)
def member(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    return member_page(request, officer, shown_member(officer, agent_id))


@require_http_methods(["GET", "HEAD", "POST"])
@officers_with(Right.MANAGE_AGENTS)
def add(request: HttpRequest, officer: Officer) -> HttpResponse:
    if request.method != "POST":
        return _page(request, officer, None, {"grid": request.GET.get("grid", "")})
    typed, at = request.POST, timezone.now()
    try:
        agent = add_agent(phone=typed.get("phone", ""), **_facts(typed, officer), by=officer, at=at)
    except Refusal as refusal:
        return _page(request, officer, None, typed, refusal)
    messages.success(request, _("%(name)s is on the roster.") % {"name": agent.name})
    return redirect("office:member", agent.pk)


@require_POST
@officers_with(Right.MANAGE_AGENTS)
def change(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    shown = shown_member(officer, agent_id)
    try:
        change_agent(agent_id, **_facts(request.POST, officer), by=officer, at=timezone.now())
    except Refusal as refusal:
        return _page(request, officer, shown, request.POST, refusal)
    messages.success(request, _("Saved."))
    return redirect("office:people")


@require_POST
@officers_with(Right.MANAGE_AGENTS)
def end(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    shown = shown_member(officer, agent_id)
    try:
        end_agent(agent_id, reason=request.POST.get("reason", ""), by=officer, at=timezone.now())
    except Refusal as refusal:
        return _page(
            request, officer, shown, {**_said(shown), "reason": request.POST.get("reason", "")}, refusal
        )
    messages.success(
        request, _("%(name)s is off the roster; what was in hand is open again.") % {"name": shown.name}
    )
    return redirect("office:people")


def member_page(
    request: HttpRequest, officer: Officer, agent: Agent, refusal: Refusal | None = None
) -> HttpResponse:
    """As the agent stands on the roster; with the reason when something else than these facts was refused."""
    return _page(request, officer, agent, _said(agent), refusal)


def shown_member(officer: Officer, agent_id: int) -> Agent:
    """Raises NotFound."""
    agents = (
        Agent.objects.visible_to(officer)
        .serving()
        .select_related("grid__village__township", "user", "portrait")
    )
    agent = agents.filter(pk=agent_id).first()
    if agent is None:
        raise NotFound
    return agent


def _facts(typed: Mapping[str, str], officer: Officer) -> dict[str, Any]:
    """Raises FieldMissing or UnknownGrid."""
    code = typed.get("grid", "")
    if not code:
        raise FieldMissing(field="grid")
    grids = Grid.objects.filter(county=officer.county).select_related("village")
    grid = grids.filter(code=code).first() if code.isprintable() and len(code) <= 20 else None
    if grid is None:
        raise UnknownGrid
    return {
        "name": typed.get("name", ""),
        "grid": grid,
        "post": typed.get("post", ""),
        "office_phone": typed.get("office_phone", ""),
    }


def _said(agent: Agent) -> dict[str, str]:
    return {
        "name": agent.name,
        "grid": agent.grid.code,
        "post": agent.post,
        "office_phone": agent.office_phone,
    }


def _page(
    request: HttpRequest,
    officer: Officer,
    agent: Agent | None,
    typed: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    grids = Grid.objects.filter(county=officer.county).select_related("village__township").defer("boundary")
    if officer.role == Officer.Role.TOWNSHIP_OFFICER:
        grids = grids.filter(village__township_id=officer.township_id)
    context = {
        "officer": officer,
        "tab": "people",
        "agent": agent,
        "typed": {name: typed.get(name, "") for name in FIELDS},
        "posts": Agent.Post.choices,
        "grids": grids.order_by("village__township__code", "code"),
        "may_manage": officer.may(Right.MANAGE_AGENTS),
        "problems": problems,
        "troubles": summary(problems, order=FIELDS, labels=LABELS),
        **(_work_of(agent, officer) if agent else {}),
    }
    return render(request, "office/member.html", context, status=STATUS[refusal.kind] if refusal else 200)


def _work_of(agent: Agent, officer: Officer) -> dict[str, Any]:
    since = timezone.now() - YEAR
    orders = Order.objects.filter(agent=agent)
    given_back = [Assignment.Ending.RELEASED, Assignment.Ending.AUTO_RELEASED]
    return {
        "in_hand": Order.objects.visible_to(officer).unfinished().filter(agent=agent).with_card_facts()[:20],
        "in_hand_count": orders.unfinished().count(),
        "completed_in_a_year": orders.filter(completed_at__gte=since).count(),
        "last_completed_at": orders.order_by("-completed_at")
        .filter(completed_at__isnull=False)
        .values_list("completed_at", flat=True)
        .first(),
        "given_back_in_a_year": Assignment.objects.filter(
            agent=agent, ending__in=given_back, ended_at__gte=since
        ).count(),
    }
