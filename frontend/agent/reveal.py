"""Who the applicant is: shown on a button, written down each time (X12)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from agents.models import Agent
from dispatch.orders.actions import reveal_applicant
from frontend.agent.order import order_page, read_for_page
from frontend.middleware.outbox import HEADER
from frontend.roles import agents_only


@require_POST
@agents_only
def reveal(request: HttpRequest, agent: Agent, order_id: UUID) -> HttpResponse:
    """The whole page with the applicant in it, or for a script that part alone.

    A form that is asked again only learns here that the house answers; the order's page then shows, once, who it is.
    """
    if request.headers.get(HEADER):
        return HttpResponseRedirect(reverse("agent:order", args=[order_id]) + "#call")
    at = timezone.now()
    order = read_for_page(order_id, agent, at=at)
    applicant = reveal_applicant(order, to=agent, why="service", at=at)
    if request.headers.get("X-Fragment"):
        context = {"order": order, "applicant": applicant, "carries": True, "sees": True}
        return render(request, "agent/_applicant.html", context)
    return order_page(request, agent, order_id, applicant=applicant)
