"""冻结与申诉: what waits for an officer's ruling, with the evidence and the agent's own words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Kind, NotPermitted, Refusal
from agents.models import Officer
from agents.rights import Right
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order
from frontend.agent.order import Trouble
from frontend.roles import account_only, officers_with
from points.appeals.ruling import rule_on_appeal
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Appeal, AppealRuling, Hold, HoldRuling
from points.risks.all import reason_of
from points.settlement.hands import may_settle

ON_A_PAGE = 20
RULED_SHOWN_MAX = 20
TYPED = ("verdict", "words", "number", "covers")


@require_safe
@account_only
def holds(request: HttpRequest, officer: Officer) -> HttpResponse:
    return holds_page(request, officer)


def holds_page(request: HttpRequest, officer: Officer, *, trouble: Trouble | None = None) -> HttpResponse:
    on_hold = _holds(officer).open()
    page = Paginator(on_hold.order_by("id"), ON_A_PAGE).get_page(request.GET.get("page"))
    ruled = _holds(officer).filter(ruling__isnull=False).select_related("ruling__officer")
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "holds",
        "at": timezone.now(),
        "page": page,
        "address": "?",
        "holds": [(hold, reason_of(hold), f"hold-{hold.pk}") for hold in page],
        "appeals": [(appeal, f"appeal-{appeal.pk}") for appeal in _appeals(officer)],
        "ruled": [(hold, reason_of(hold)) for hold in ruled.order_by("-ruling__id")[:RULED_SHOWN_MAX]],
        "hold_verdicts": [
            (HoldRuling.Verdict.RELEASED, _("release the points")),
            (HoldRuling.Verdict.REJECTED, _("take them back")),
        ],
        "appeal_verdicts": [
            (AppealRuling.Verdict.UPHELD, _("the zero stays")),
            (AppealRuling.Verdict.OVERTURNED, _("the rating does not count")),
        ],
        "covers": Hold.Covers.choices,
        "may_settle": may_settle(officer),
        "trouble": trouble,
    }
    return render(request, "office/holds.html", context, status=trouble.status if trouble else 200)


@require_POST
@officers_with(Right.SETTLE)
def rule_hold(request: HttpRequest, officer: Officer, hold_id: int) -> HttpResponse:
    def do(at: datetime) -> None:
        rule_on_hold(hold_id, **_ruling(request), by=officer, at=at)

    return _answer(request, officer, f"hold-{hold_id}", do, _("Ruled. The agent can read it."))


@require_POST
@officers_with(Right.SETTLE)
def rule_appeal(request: HttpRequest, officer: Officer, appeal_id: int) -> HttpResponse:
    def do(at: datetime) -> None:
        rule_on_appeal(appeal_id, **_ruling(request), by=officer, at=at)

    return _answer(request, officer, f"appeal-{appeal_id}", do, _("Ruled. The agent can read it."))


@require_POST
@officers_with(Right.SETTLE)
def hold(request: HttpRequest, officer: Officer) -> HttpResponse:
    """An officer has doubts about an order, named by its number."""

    def do(at: datetime) -> None:
        number = request.POST.get("number", "").strip().upper()
        order = Order.objects.filter(county=officer.county_id, number=number).first()
        if order is None:
            raise OrderNotFound(field="number")
        covers = request.POST.get("covers")
        chosen = Hold.Covers.BONUS if covers == Hold.Covers.BONUS else Hold.Covers.SERVICE
        open_hold(order.pk, by=officer, words=request.POST.get("words", ""), covers=chosen, at=at)

    return _answer(request, officer, "doubt", do, _("The points are on hold. Another officer rules on it."))


def _ruling(request: HttpRequest) -> dict[str, str]:
    return {"verdict": request.POST.get("verdict", ""), "words": request.POST.get("words", "")}


def _holds(officer: Officer) -> Any:
    known = Hold.objects.filter(county=officer.county_id)
    said = known.select_related(
        "order__item", "order__follow_up", "agent__grid__village", "opened_by", "answer"
    )
    return said.prefetch_related("order__follow_up__calls__officer")


def _appeals(officer: Officer) -> QuerySet[Appeal]:
    """Those that are still about the rating that counts."""
    waiting = Appeal.objects.open().filter(county=officer.county_id, rating__superseded_at=None)
    return waiting.select_related("order__item", "agent__grid__village", "rating").order_by("id")[:ON_A_PAGE]


def _answer(
    request: HttpRequest, officer: Officer, verb: str, do: Callable[[datetime], Any], said: str
) -> HttpResponse:
    try:
        do(timezone.now())
    except NotPermitted:
        raise
    except Refusal as refusal:
        if refusal.kind is Kind.NOT_FOUND and not refusal.field:
            raise
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        return holds_page(request, officer, trouble=Trouble(verb, refusal, typed))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("office:holds"))
