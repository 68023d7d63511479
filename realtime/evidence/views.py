"""The evidence of one order: a page for officers and auditors, and the same as JSON."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import Officer
from agents.rights import Right
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order
from realtime.doors import officer_with
from realtime.evidence.gathering import gather
from realtime.evidence.page import page_of


@require_safe
def evidence(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Raises SignedOut, NotPermitted or OrderNotFound."""
    officer = officer_with(Right.SEE_ORDERS, request)
    order = _order(order_id, officer)
    with timezone.override(officer.county.zone):
        context: dict[str, Any] = {"officer": officer, "order": order, "tab": "orders", **page_of(order)}
        return render(request, "realtime/evidence.html", context)


@require_safe
def evidence_json(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Raises SignedOut, NotPermitted or OrderNotFound."""
    order = _order(order_id, officer_with(Right.SEE_ORDERS, request))
    return JsonResponse(gather(order), json_dumps_params={"ensure_ascii": False, "indent": 1})


def _order(order_id: UUID, officer: Officer) -> Order:
    orders = Order.objects.visible_to(officer).select_related("policy", "grid", "item")
    order = orders.filter(pk=order_id).first()
    if order is None:
        raise OrderNotFound
    return order
