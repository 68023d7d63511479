"""The steps of a carried order: each calls its action and comes back to the order, with a sentence either way."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import clock
from agents.errors import Kind, Refusal
from agents.models import Agent
from dispatch.orders import actions
from dispatch.orders.errors import NotYourOrder
from frontend.agent.order import Trouble, order_page
from frontend.answers import done_json, refused_json
from frontend.doors import client_id_of
from frontend.roles import agents_only, wants_json

#: Fields whose words are given back when a step is refused.
TYPED = ("note", "reason", "words", "result", "item_code")


@require_POST
@agents_only
def start(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.start_order(order_id, agent=agent, at=at, note=request.POST.get("note", ""))

    return answer_step(
        request, agent, order_id, "start", do, _("First contact noted. The service is under way.")
    )


@require_POST
@agents_only
def extend(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.extend_contact(order_id, agent=agent, reason=request.POST.get("reason", ""), at=at)

    return answer_step(request, agent, order_id, "extend", do, _("You have more time for the first contact."))


@require_POST
@agents_only
def note(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        words, client_id = request.POST.get("words", ""), client_id_of(request)
        actions.note_progress(order_id, words=words, by=agent, at=at, client_id=client_id)

    return answer_step(request, agent, order_id, "note", do, _("Noted. The applicant can read it."))


@require_POST
@agents_only
def suspend(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.suspend_order(order_id, agent=agent, reason=request.POST.get("reason", ""), at=at)

    return answer_step(request, agent, order_id, "suspend", do, _("Suspended. The time limit stands still."))


@require_POST
@agents_only
def resume(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.resume_order(order_id, agent=agent, at=at, note=request.POST.get("note", ""))

    return answer_step(
        request, agent, order_id, "resume", do, _("Resumed. The due date moved by the days of waiting.")
    )


@require_POST
@agents_only
def propose(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.propose_item(order_id, item_code=request.POST.get("item_code", ""), agent=agent, at=at)

    return answer_step(
        request, agent, order_id, "propose", do, _("Proposed. An officer will confirm the item.")
    )


@require_POST
@agents_only
def complete(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.complete_order(order_id, agent=agent, result=request.POST.get("result", ""), at=at)

    said = _("Completed. The applicant has been told and asked to rate.")
    return answer_step(request, agent, order_id, "complete", do, said)


@require_POST
@agents_only
def release(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        actions.release_order(order_id, agent=agent, reason=request.POST.get("reason", ""), at=at)

    said = _("Given back. It is open to all grids again.")
    return answer_step(request, agent, order_id, "release", do, said, then=reverse("agent:orders"))


def answer_step(
    request: HttpRequest,
    agent: Agent,
    order_id: UUID,
    verb: str,
    do: Callable[[datetime], Any],
    said: str,
    *,
    then: str = "",
) -> HttpResponse:
    """After a refusal the page stands again with the sentence at its form and what was typed; a script hears JSON."""
    try:
        do(clock.now())
    except Refusal as refusal:
        if wants_json(request):
            return refused_json(refusal)
        if isinstance(refusal, NotYourOrder) or refusal.kind is Kind.NOT_FOUND:
            raise
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        return order_page(request, agent, order_id, trouble=Trouble(verb, refusal, typed))
    if wants_json(request):
        return done_json(said)
    messages.success(request, said)
    return HttpResponseRedirect(then or reverse("agent:order", args=[order_id]))
