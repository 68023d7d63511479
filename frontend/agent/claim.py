"""抢单: one tap, and an honest answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import clock
from agents.errors import Kind, Refusal
from agents.models import Agent
from dispatch.orders.actions import claim_order
from dispatch.orders.errors import (
    AgentNotOnDuty,
    OrderAlreadyClaimed,
    OrderNotBroadenedYet,
    TooManyUnfinishedOrders,
)
from dispatch.orders.models import Order
from frontend.middleware.refusals import STATUS
from frontend.roles import agents_only, wants_json

#: After these the card stays where it is: it may be tapped again later.
STILL_THERE = (AgentNotOnDuty, OrderNotBroadenedYet, TooManyUnfinishedOrders)


@require_POST
@agents_only
def claim(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    try:
        order_id = claim_order(order_id, agent=agent, at=clock.now()).pk
    except Refusal as refusal:
        if not _mine_already(order_id, agent):
            return _lost(request, refusal)
    return _won(request, order_id)


def _mine_already(order_id: UUID, agent: Agent) -> bool:
    """A stale card of an order this agent has long begun: the answer is the order, not a lost race."""
    return Order.objects.unfinished().filter(pk=order_id, agent=agent).exists()


def _won(request: HttpRequest, order_id: UUID) -> HttpResponse:
    url = reverse("agent:order", args=[order_id])
    if wants_json(request):
        return JsonResponse({"won": True, "url": url})
    return HttpResponseRedirect(url)


def _lost(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = STATUS[refusal.kind]
    sentence = lost_sentence(refusal)
    if wants_json(request):
        gone = not isinstance(refusal, STILL_THERE)
        return JsonResponse(
            {"won": False, "code": refusal.code, "sentence": sentence, "gone": gone}, status=status
        )
    context = {"sentence": sentence, "tab": "board", "is_conflict": refusal.kind is Kind.CONFLICT}
    return render(request, "agent/not_claimed.html", context, status=status)


def lost_sentence(refusal: Refusal) -> str:
    """Seconds matter for the first minute; after that the page was simply old."""
    if isinstance(refusal, OrderAlreadyClaimed) and refusal.facts["seconds"] >= 60:
        minutes = int(refusal.facts["seconds"] // 60)
        return _("%(winner)s took it %(minutes)d minutes ago.") % {
            "winner": refusal.facts["winner"],
            "minutes": minutes,
        }
    return str(refusal)
