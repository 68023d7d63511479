"""An agent's face on pages: to who is served, to the agent, and to the office (GY-06)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from agents.models import Agent
from dispatch.casework.photos import store
from dispatch.casework.photos.errors import PhotoNotFound
from dispatch.casework.portraits.access import sees_portrait
from dispatch.casework.portraits.models import Portrait
from dispatch.orders.models import Order
from frontend.doors import signed_in, user_of
from frontend.photos.show import picture_at


@signed_in
@require_safe
def portrait_of_order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Of the agent who carries the order. Raises PhotoNotFound, also for who may not see it."""
    user = user_of(request)
    orders = Order.objects.filter(pk=order_id, county_id=user.county_id)
    order = orders.select_related("agent__portrait").defer("wish").first()
    if order is None or order.agent is None or not sees_portrait(order, user):
        raise PhotoNotFound
    return portrait_of(order.agent)


def portrait_of(agent: Agent) -> HttpResponse:
    """Whoever is let in has been asked before. Raises PhotoNotFound."""
    try:
        portrait = agent.portrait
    except Portrait.DoesNotExist:
        raise PhotoNotFound from None
    return picture_at(store.path_of(portrait.name, store.PORTRAIT), f"portrait-{agent.pk}.jpg")
