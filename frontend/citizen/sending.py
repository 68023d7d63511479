"""A filled-in form becomes an order: at once, or after the phone was proven."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from agents import clock
from agents.consent import agree
from agents.errors import Refusal
from agents.preferences import rename
from dispatch.orders.actions import place_order
from dispatch.orders.care import Mark
from dispatch.orders.models import Order
from frontend.citizen.ask_photos import go_along
from frontend.citizen.asking import Asked, new_order
from frontend.doors import county_of, user_of
from frontend.keeping import forget, keep, kept

# Sealed in the session: the form of a request that waits for a code, or is being corrected.
ASKING = "asking"


def keep_asked(request: HttpRequest, asked: Asked) -> None:
    keep(request, ASKING, asked.as_dict())


def kept_asked(request: HttpRequest) -> Asked | None:
    said = kept(request, ASKING)
    return Asked(**said) if said else None


def send(request: HttpRequest, asked: Asked) -> Order:
    """Raises the refusals of ``place_order``."""
    user = user_of(request)
    now = clock.now()
    order = place_order(new_order(asked), county=county_of(request), by=user, at=now)
    go_along(request, order, user)
    agree(user, at=now, for_child=Mark.CHILD in order.care_marks)
    forget(request, ASKING)
    if asked.for_self and not user.name:
        rename(user, asked.applicant_name)
    return order


def send_kept(request: HttpRequest, order_id: str) -> HttpResponse:
    """The request that waited while the phone was proven; refused, it is shown again with the reason."""
    asked = kept_asked(request)
    if asked is None or asked.id != order_id:
        return redirect("citizen:ask")
    try:
        order = send(request, asked)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(reverse("citizen:ask") + "?draft=1")
    return redirect("citizen:order", order.pk)
