"""实时: what is open and for how long, today's numbers, where agents are missing."""

from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import Officer
from dispatch.orders.cards import public_card
from dispatch.orders.models import Order
from dispatch.orders.states import State
from frontend.office.desk import waiting_for_officer
from frontend.office.figures import figures_of
from frontend.office.grids import loads_of, short_of_agents
from frontend.office.map import draw
from frontend.roles import officers_only

OPEN_SHOWN_MAX = 12
DESK_SHOWN_MAX = 5
SHORT_SHOWN_MAX = 8


@require_safe
@officers_only
def live(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = clock.now()
    loads = loads_of(officer, at=at)
    short = short_of_agents(loads)
    context = {
        "officer": officer,
        "at": at,
        "tab": "live",
        "figures": figures_of(officer, at=at),
        "open_orders": [(order, public_card(order)) for order in _open_orders(officer, at)],
        "waiting": [
            (order, public_card(order)) for order in waiting_for_officer(officer, at=at)[:DESK_SHOWN_MAX]
        ],
        "short": short[:SHORT_SHOWN_MAX],
        "short_count": len(short),
        "busy": sorted((load for load in loads if load.load), key=lambda load: -load.load)[:10],
        "map": draw(loads),
    }
    return render(request, "office/live.html", context)


def _open_orders(officer: Officer, at: datetime) -> list[Order]:
    """Past their ten minutes in front, and who has waited longest first."""
    past = ExpressionWrapper(Q(broaden_at__lte=at), output_field=BooleanField())
    orders = Order.objects.visible_to(officer).filter(state=State.OPEN).with_card_facts().alias(past=past)
    return list(orders.order_by("-past", "placed_at")[:OPEN_SHOWN_MAX])
