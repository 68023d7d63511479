"""回访: the list to work through, one call after the other, and the ledger of what was said (QJ-14)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Kind, NotPermitted, Refusal
from agents.models import Officer
from agents.policies import policy_in_force
from agents.rights import Right
from dispatch.orders.cards import public_card
from dispatch.orders.models import Rating
from dispatch.oversight.followups.actions import record_call
from dispatch.oversight.followups.errors import FollowUpNotFound
from dispatch.oversight.followups.figures import ledger_of
from dispatch.oversight.followups.models import FollowUp, FollowUpCall
from frontend.agent.order import Trouble
from frontend.roles import officers_only, officers_with

ON_A_PAGE = 25
#: Names of querysets.
SHOWN = {
    "to_call": gettext_lazy("to call"),
    "answered": gettext_lazy("with an answer"),
    "given_up": gettext_lazy("nobody reached"),
}
TYPED = ("outcome", "words")


@require_safe
@officers_only
def follow_ups(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Who waits longest comes first; what is over, the latest first."""
    which = request.GET.get("show", "")
    which = which if which in SHOWN else "to_call"
    mine = FollowUp.objects.visible_to(officer)
    found = _with_facts(getattr(mine, which)().counted())
    turn = ("asked_at", "pk") if which == "to_call" else ("-asked_at", "-pk")
    page = Paginator(found.order_by(*turn), ON_A_PAGE).get_page(request.GET.get("page"))
    at = timezone.now()
    context = {
        "officer": officer,
        "tab": "follow_ups",
        "at": at,
        "page": page,
        "rows": [(each, public_card(each.order).title) for each in page],
        "address": f"?show={which}",
        "which": which,
        "shown": list(SHOWN.items()),
        "ledger": ledger_of(mine),
        "policy": policy_in_force(officer.county, at=at),
    }
    return render(request, "office/follow_ups.html", context)


@require_safe
@officers_only
def follow_up(request: HttpRequest, officer: Officer, follow_up_id: int) -> HttpResponse:
    return follow_up_page(request, officer, follow_up_id)


def follow_up_page(
    request: HttpRequest, officer: Officer, follow_up_id: int, *, trouble: Trouble | None = None
) -> HttpResponse:
    """Raises FollowUpNotFound."""
    found = _with_facts(FollowUp.objects.visible_to(officer).counted()).filter(pk=follow_up_id).first()
    if found is None:
        raise FollowUpNotFound
    calls = list(found.calls.select_related("officer"))
    calls_max = found.order.policy.follow_up_calls_max
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "follow_ups",
        "at": timezone.now(),
        "follow_up": found,
        "order": found.order,
        "title": public_card(found.order).title,
        "grade": Rating.Grade(found.grade).label if found.grade else "",
        "calls": calls,
        "calls_left": calls_max - len(calls),
        "is_own": found.agent.user_id == officer.user_id,
        "may_call": officer.may(Right.OVERSEE) and not found.is_answered and len(calls) < calls_max,
        "outcomes": FollowUpCall.Outcome.choices,
        "trouble": trouble,
    }
    return render(request, "office/follow_up.html", context, status=trouble.status if trouble else 200)


@require_POST
@officers_with(Right.OVERSEE)
def follow_up_call(request: HttpRequest, officer: Officer, follow_up_id: int) -> HttpResponse:
    try:
        call = record_call(
            follow_up_id,
            outcome=request.POST.get("outcome", ""),
            words=request.POST.get("words", ""),
            by=officer,
            at=timezone.now(),
        )
    except NotPermitted:
        raise
    except Refusal as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        return follow_up_page(request, officer, follow_up_id, trouble=Trouble("call", refusal, typed))
    messages.success(request, _said(call))
    return redirect("office:follow_ups")


def _said(call: FollowUpCall) -> str:
    if call.outcome == FollowUpCall.Outcome.UNSATISFIED:
        return _("Written down. The service counts as unsatisfied now; the agent is told and may appeal.")
    if call.outcome == FollowUpCall.Outcome.NOT_REACHED:
        return _("Written down. It stays on the list for another try.")
    return _("Written down.")


def _with_facts(found: Any) -> Any:
    """With order, agent and the grade that counts, in the same statement."""
    current = Rating.objects.filter(order=OuterRef("order"), superseded_at=None)
    return found.select_related(
        "order__item", "order__policy", "order__grid", "order__village__township", "agent__grid__village"
    ).annotate(grade=Subquery(current.values("grade")[:1]))
