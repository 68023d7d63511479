"""One order on the agent's phone: masked until it is carried, then with every step there is to take."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import clock
from agents.errors import Refusal
from agents.models import Agent
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.access import may_claim_or_carries, sees_applicant
from dispatch.orders.actions.regrid import may_doubt_grid
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.cards import public_card
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.states import LIVE, State
from frontend.agent.cards import distance_to
from frontend.agent.grids import grid_choices
from frontend.agent.orders import next_due_at
from frontend.citizen.suggesting import suggest_items
from frontend.middleware.refusals import STATUS
from frontend.photos.album import album_of
from frontend.roles import agents_only
from frontend.timeline import timeline_of


@dataclass
class Trouble:
    """A step that was refused: which form, why, and what had been typed there."""

    verb: str
    refusal: Refusal
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return STATUS[self.refusal.kind]


@require_safe
@agents_only
def order(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    return order_page(request, agent, order_id)


def order_page(
    request: HttpRequest,
    agent: Agent,
    order_id: UUID,
    *,
    trouble: Trouble | None = None,
    applicant: Applicant | None = None,
) -> HttpResponse:
    """Raises OrderNotFound for an order that the agent neither carries nor may claim."""
    at = clock.now()
    found = read_for_page(order_id, agent, at=at)
    context: dict[str, Any] = {
        "agent": agent,
        "order": found,
        "card": public_card(found),
        "at": at,
        "tab": "orders" if found.agent_id == agent.pk else "board",
        "trouble": trouble,
        "applicant": applicant,
        "grid_choices": grid_choices(agent) if may_doubt_grid(found, agent) else None,
        **(_carried(found, agent, at) if found.agent_id == agent.pk else _claimable(found, agent)),
    }
    return render(request, "agent/order.html", context, status=trouble.status if trouble else 200)


def read_for_page(order_id: UUID, agent: Agent, *, at: datetime) -> Order:
    orders = Order.objects.with_card_facts().select_related("policy", "agent", "proposed_item", "bureau")
    found = orders.filter(pk=order_id, county_id=agent.county_id).first()
    if found is None or not may_claim_or_carries(found, agent, at=at):
        raise OrderNotFound
    # The same county; it came with the session and is not fetched again.
    found.county = agent.county
    return found


def _claimable(found: Order, agent: Agent) -> dict[str, Any]:
    return {
        "carries": False,
        "is_own_grid": found.grid_id == agent.grid_id,
        "distance_m": distance_to(agent, found.grid),
    }


def _carried(found: Order, agent: Agent, at: datetime) -> dict[str, Any]:
    sees = sees_applicant(found, agent, at=at)
    events = OrderEvent.objects.filter(order=found).select_related("agent", "officer")
    lines = timeline_of(events, of=found, masked=not sees)
    offered = CatalogueItem.objects.offered().filter(county_id=found.county_id)
    open_to_proposal = found.item_id is None and found.state in LIVE
    return {
        "carries": True,
        "sees": sees,
        "timeline": lines,
        "result": found.result if sees else masked_words(found, found.result),
        "next_due_at": next_due_at(found),
        "album": album_of(found, to=agent, sees=sees),
        "rating": found.ratings.filter(superseded_at=None).first()
        if found.state == State.COMPLETED
        else None,
        "proposed_code": found.proposed_item.code if found.proposed_item else "",
        "items": offered.order_by("category", "code") if open_to_proposal else None,
        "likely": suggest_items(agent.county, found.wish) if open_to_proposal else [],
    }
