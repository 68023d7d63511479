"""One order as the office sees it: facts, the whole timeline, who carried it, what it earned, who looked."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import Grid, Officer
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions.reveal import Applicant
from dispatch.orders.cards import public_card
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Assignment, Order, OrderEvent, Rating, Reveal
from dispatch.orders.states import LIVE, Action, State, is_allowed, is_assignable
from frontend.agent.order import Trouble
from frontend.citizen.suggesting import suggest_items
from frontend.office.agents import choices_for
from frontend.photos.album import album_of
from frontend.roles import officers_only
from frontend.timeline import timeline_of
from points.models import PointsEntry


@require_safe
@officers_only
def order(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    return order_page(request, officer, order_id)


def order_page(
    request: HttpRequest,
    officer: Officer,
    order_id: UUID,
    *,
    trouble: Trouble | None = None,
    applicant: Applicant | None = None,
) -> HttpResponse:
    """Raises OrderNotFound."""
    found = read_for_office(order_id, officer)
    context = {
        "officer": officer,
        "order": found,
        "card": public_card(found),
        "at": clock.now(),
        "tab": "orders",
        "trouble": trouble,
        "applicant": applicant,
        "album": album_of(found, to=officer, sees=applicant is not None),
        **_evidence(found),
        **(_actions(request, found, officer) if officer.may_dispatch else {}),
    }
    return render(request, "office/order.html", context, status=trouble.status if trouble else 200)


def read_for_office(order_id: UUID, officer: Officer) -> Order:
    """Raises OrderNotFound, also for an order that another bureau or township answers for."""
    orders = (
        Order.objects.visible_to(officer)
        .with_card_facts()
        .select_related("policy", "agent", "proposed_item", "bureau", "filed_by_officer")
    )
    found = orders.filter(pk=order_id).first()
    if found is None:
        raise OrderNotFound
    return found


def _evidence(found: Order) -> dict[str, Any]:
    events = OrderEvent.objects.filter(order=found).select_related("agent", "officer")
    return {
        # An officer sees phone and ID numbers only through a reveal, which is written down.
        "timeline": timeline_of(events, of=found, masked=True),
        "assignments": Assignment.objects.filter(order=found).select_related("agent", "assigned_by"),
        "ratings": Rating.objects.filter(order=found),
        "reveals": Reveal.objects.filter(order=found).select_related("user__agent", "user__officer"),
        "entries": PointsEntry.objects.filter(order=found).select_related("agent"),
    }


def _actions(request: HttpRequest, found: Order, officer: Officer) -> dict[str, Any]:
    """What may be done now, and the choices it needs."""
    may_assign = is_assignable(found.state)
    may_confirm = found.state in LIVE or found.state == State.COMPLETED
    search = request.GET.get("agent", "")
    grids = Grid.objects.filter(county=officer.county).select_related("village__township")
    items = CatalogueItem.objects.offered().filter(county=officer.county).order_by("category", "code")
    likely = found.proposed_item or found.item
    return {
        "agent_search": search,
        "likely_code": likely.code if likely else "",
        "choices": choices_for(found, officer.county, search=search) if may_assign else None,
        "grids": grids.order_by("village__township__code", "code") if found.state == State.OPEN else None,
        "items": items if may_confirm else None,
        "likely": suggest_items(officer.county, found.wish) if may_confirm and found.item is None else [],
        "may_cancel": is_allowed(Action.CANCEL, found.state),
        "may_reveal": True,
    }
