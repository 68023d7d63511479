"""An officer writes down the request of a citizen at the counter or on the telephone."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from agents import clock
from agents.errors import Refusal
from agents.models import Officer, Village
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import place_order
from dispatch.orders.care import Mark
from dispatch.orders.models import Order
from frontend.citizen.asking import FIELDS, OTHER, Asked, asked_in, new_order
from frontend.middleware.refusals import STATUS
from frontend.problems import Problems, problems_of, summary
from frontend.roles import dispatchers_only

COUNTER, PHONE = Order.Channel.COUNTER, Order.Channel.PHONE


@require_http_methods(["GET", "HEAD", "POST"])
@dispatchers_only
def place(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The same fields as the citizen's own form; a missing place is no fault, an officer names the grid later."""
    channel = PHONE if request.POST.get("channel") == PHONE else COUNTER
    if request.method != "POST":
        return _form(request, officer, Asked(id=str(uuid4())), channel)
    asked = asked_in(request.POST)
    try:
        order = place_order(
            replace(new_order(asked), channel=channel), county=officer.county, by=officer, at=clock.now()
        )
    except Refusal as refusal:
        return _form(request, officer, asked, channel, problems_of(refusal), status=STATUS[refusal.kind])
    messages.success(request, _("Placed under %(number)s. The agents are told.") % {"number": order.number})
    return HttpResponseRedirect(reverse("office:order", args=[order.pk]))


def _form(
    request: HttpRequest,
    officer: Officer,
    asked: Asked,
    channel: str,
    problems: Problems | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    villages = Village.objects.filter(county=officer.county).select_related("township")
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "place",
        "asked": asked,
        "channel": channel,
        "for_other": asked.for_whom == OTHER,
        "villages": villages.order_by("code"),
        "items": CatalogueItem.objects.offered().filter(county=officer.county).order_by("category", "code"),
        "marks": Mark.choices,
        "problems": problems or {},
        "troubles": summary(problems or {}, order=FIELDS),
    }
    return render(request, "office/place.html", context, status=status)
