"""工单: search, filters, pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import Officer, Township
from dispatch.orders.cards import public_card
from dispatch.orders.models import Order
from frontend.office.filters import Filters
from frontend.roles import officers_only

PAGE_SIZE = 25


@require_safe
@officers_only
def orders(request: HttpRequest, officer: Officer) -> HttpResponse:
    filters = Filters.read(request.GET)
    found = filters.apply(officer).with_card_facts().select_related("agent").order_by("-placed_at", "pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "officer": officer,
        "tab": "orders",
        "at": timezone.now(),
        "filters": filters,
        "page": page,
        "rows": [(order, public_card(order)) for order in page],
        "states": Order.States.choices,
        "townships": Township.objects.filter(county=officer.county),
    }
    return render(request, "office/orders.html", context)
