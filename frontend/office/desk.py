"""值班调度: orders that wait for an officer, and the chance to assign them right there (X03)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import County, Officer
from dispatch.orders.cards import PublicCard, public_card
from dispatch.orders.models import Order
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.states import State
from frontend.office.agents import Choice, choices_for_all
from frontend.roles import officers_only

SHOWN_MAX = 50


@dataclass(frozen=True)
class Waiting:
    """An order at the desk and the agents who could take it at once."""

    order: Order
    card: PublicCard
    choices: list[Choice]
    is_overdue: bool


@require_safe
@officers_only
def desk(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = clock.now()
    orders = list(waiting_for_officer(officer, at=at)[:SHOWN_MAX])
    choices = choices_for_all(orders, officer.county) if officer.may_dispatch else {}
    waiting = [
        Waiting(order, public_card(order), choices.get(order.pk, []), _is_overdue(order, at))
        for order in orders
    ]
    context = {
        "officer": officer,
        "waiting": waiting,
        "at": at,
        "tab": "desk",
        "on_desk": _on_desk(officer.county),
    }
    return render(request, "office/desk.html", context)


def waiting_for_officer(officer: Officer, *, at: datetime) -> OrderQuerySet:
    """Open, and nobody claimed it in time or nobody knows its grid. Follows from the stored deadline (STYLE 3)."""
    at_desk = Q(desk_level__gte=1) | Q(desk_at__lte=at) | Q(grid=None)
    orders: OrderQuerySet = Order.objects.visible_to(officer).filter(at_desk, state=State.OPEN)
    return orders.with_card_facts().order_by("-desk_level", "desk_at", "placed_at")


def _is_overdue(order: Order, at: datetime) -> bool:
    return order.desk_level >= 2 or (order.desk_due_at is not None and order.desk_due_at <= at)


def _on_desk(county: County) -> list[Officer]:
    return list(Officer.objects.serving().filter(county=county, on_desk=True).order_by("pk"))
