"""What keeps an agent's points from being paid, and what the agent may say to it: holds, and zeros to appeal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents.errors import Kind, Refusal
from agents.models import Agent
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order, Rating
from frontend.agent.order import Trouble
from frontend.roles import agents_only
from points.appeals.appealing import appeal_rating
from points.appeals.cooling import answer_by, may_appeal
from points.holds.answering import answer_hold
from points.holds.errors import HoldNotFound
from points.models import Appeal, Hold
from points.payable import held
from points.risks.all import reason_of
from points.totals import total_of

SHOWN_MAX = 20
#: Zeros are listed for a while after the time for an answer is over, so that it is seen how they ended.
LISTED_FOR = timedelta(days=60)
APPEALS = ("appeal__ruling__officer", "order__policy", "order__county", "order__item")


@dataclass(frozen=True)
class Zero:
    """An unsatisfied rating: until when it can be answered, and what became of it. ``until`` None: not announced."""

    rating: Rating
    until: datetime | None
    is_open: bool
    appeal: Appeal | None


def what_is_not_final(agent: Agent, *, at: datetime) -> dict[str, Any]:
    """For the points page: open holds with their reasons, zeros, and the sum that is on hold."""
    waiting = Hold.objects.open().filter(agent=agent).select_related("order__item", "answer")
    return {
        "holds": [(hold, reason_of(hold)) for hold in waiting.order_by("-id")[:SHOWN_MAX]],
        "on_hold": total_of(held(agent.county).filter(agent=agent)),
        "zeros": zeros_of(agent, at=at),
    }


def zeros_of(agent: Agent, *, at: datetime) -> list[Zero]:
    ratings = Rating.objects.filter(
        order__agent=agent,
        superseded_at=None,
        grade__in=Rating.UNSATISFIED_GRADES,
        rated_at__gt=at - LISTED_FOR,
    )
    told = ratings.select_related(*APPEALS).defer("order__county__boundary").order_by("-id")
    return [_zero(rating, at) for rating in told[:SHOWN_MAX]]


def _zero(rating: Rating, at: datetime) -> Zero:
    appeal: Appeal | None = getattr(rating, "appeal", None)
    is_open = appeal is None and may_appeal(rating.order, rating, at=at)
    return Zero(rating, answer_by(rating.order, rating), is_open, appeal)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def answer(request: HttpRequest, agent: Agent, hold_id: int) -> HttpResponse:
    """A hold with its reason, and the agent's word on it."""
    found = Hold.objects.filter(agent=agent, pk=hold_id).select_related("order__item").first()
    if found is None:
        raise HoldNotFound
    trouble = None
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            answer_hold(hold_id, agent=agent, words=words, at=timezone.now())
        except Refusal as refusal:
            trouble = _trouble(refusal, words)
        else:
            return _back(request)
    context = {
        "hold": found,
        "reason": reason_of(found),
        "answered": getattr(found, "answer", None),
        "ruling": getattr(found, "ruling", None),
    }
    return _page(request, agent, "agent/hold.html", trouble, context)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def appeal(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    """An unsatisfied rating, and the agent's answer to it."""
    order = Order.objects.filter(pk=order_id, agent=agent).select_related("item", "policy", "county").first()
    rating = Rating.objects.filter(order=order, superseded_at=None).first() if order else None
    if order is None or rating is None or not rating.is_unsatisfied:
        raise OrderNotFound
    rating.order = order
    trouble = None
    if request.method == "POST":
        words = request.POST.get("words", "")
        try:
            appeal_rating(order_id, agent=agent, words=words, at=timezone.now())
        except Refusal as refusal:
            trouble = _trouble(refusal, words)
        else:
            return _back(request)
    context = {"order": order, "zero": _zero(rating, timezone.now())}
    return _page(request, agent, "agent/appeal.html", trouble, context)


def _trouble(refusal: Refusal, words: str) -> Trouble:
    """Raises the refusal itself when there is nothing to show it on."""
    if refusal.kind is Kind.NOT_FOUND:
        raise refusal
    return Trouble("answer", refusal, {"words": words})


def _page(
    request: HttpRequest, agent: Agent, template: str, trouble: Trouble | None, context: dict[str, Any]
) -> HttpResponse:
    context |= {"agent": agent, "tab": "points", "at": timezone.now(), "trouble": trouble}
    return render(request, template, context, status=trouble.status if trouble else 200)


def _back(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Sent. An officer reads it and rules."))
    return HttpResponseRedirect(reverse("agent:points"))
