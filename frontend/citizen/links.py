"""Doors that need no sign-in: follow an order (X14), rate it once (X10). A link shows a page; only a button acts."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agents import clock
from agents.errors import Refusal
from agents.models import User
from dispatch.orders.access import is_asker
from dispatch.orders.links import link_to_rate, order_to_follow, rate_by_link
from dispatch.orders.links.errors import (
    LinkNotForAgents,
    LinkOfAnotherNumber,
    LinkOver,
    LinkUnknown,
    LinkUsed,
)
from dispatch.orders.models import Order, OrderEvent
from frontend.citizen.faces import FACES
from frontend.citizen.next_step import next_step
from frontend.citizen.qr import qr_svg
from frontend.citizen.timeline import bare, coming
from frontend.middleware.refusals import STATUS
from frontend.middleware.serving import served_here
from frontend.problems import problems_of, summary

P = ParamSpec("P")
CLOSED = (LinkUnknown, LinkOver, LinkUsed, LinkNotForAgents, LinkOfAnotherNumber)
GONE = 410


def by_link(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A link that opens nothing has a page that says why; and no address with a token is kept or found.

    It is passed on to nobody either, by the site's own policy (``same-origin``); a stricter one would take the form's
    origin away, and with it the protection of its POST.
    """

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except CLOSED as refusal:
            response = render(
                request, "citizen/link_closed.html", {"refusal": refusal}, status=_status(request, refusal)
            )
        response["Cache-Control"] = "private, no-store"
        response["X-Keep"] = "no"
        response["X-Robots-Tag"] = "noindex"
        return response

    return guarded


@require_safe
@by_link
def follow(request: HttpRequest, token: str) -> HttpResponse:
    order = order_to_follow(token, at=clock.now())
    return render(request, "citizen/follow.html", _context(request, order, token))


@require_safe
@by_link
def follow_live(request: HttpRequest, token: str) -> HttpResponse:
    """The living part alone; 204 while the page shows it already."""
    order = order_to_follow(token, at=clock.now())
    context = _context(request, order, token)
    if request.GET.get("seen") == context["seen"]:
        return HttpResponse(status=204)
    return render(request, "citizen/_follow_live.html", context)


@require_safe
@by_link
def follow_qr(request: HttpRequest, token: str) -> HttpResponse:
    order_to_follow(token, at=clock.now())
    return qr_svg(request, "citizen:follow", token)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def rate(request: HttpRequest, token: str) -> HttpResponse:
    now, visitor = clock.now(), request.user if isinstance(request.user, User) else None
    if served_here(request):
        raise LinkNotForAgents
    said = {name: request.POST.get(name, "") for name in ("grade", "words")}
    context: dict[str, Any] = {"said": said, "token": token, "large_text": True, "faces": FACES}
    if request.method == "POST":
        try:
            rate_by_link(token, **said, visitor=visitor, at=now)
        except CLOSED:
            raise
        except Refusal as refusal:
            problems = problems_of(refusal)
            context |= {"problems": problems, "troubles": summary(problems, order=["grade", "words"])}
            context["order"] = link_to_rate(token, visitor=visitor, at=now).order
            return render(request, "citizen/rate.html", context, status=STATUS[refusal.kind])
        messages.success(request, _("Thank you. Your rating is kept."))
        return redirect("citizen:rate_by_link", token)
    context["order"] = link_to_rate(token, visitor=visitor, at=now).order
    return render(request, "citizen/rate.html", context)


def _status(request: HttpRequest, refusal: Refusal) -> int:
    if isinstance(refusal, LinkUsed) and request.method != "POST":
        return 200
    return GONE if isinstance(refusal, LinkOver) else STATUS[refusal.kind]


def _context(request: HttpRequest, order: Order, token: str) -> dict[str, Any]:
    """Nothing here but what a stranger may see: no name, no place, and no word that anybody wrote."""
    now = clock.now()
    events = OrderEvent.objects.filter(order=order).select_related("agent", "officer")
    user = request.user
    return {
        "order": order,
        "token": token,
        "now": now,
        "seen": f"{order.version}-{int(order.is_broadened(now))}",
        "next": next_step(order, now, for_stranger=True),
        "lines": bare(order, events),
        "coming": coming(order, None),
        "is_mine": isinstance(user, User) and is_asker(order, user),
        # Followed from any phone, often an old one: always in large type.
        "large_text": True,
    }
