"""What the one who asked may do with an order. Each is a form's plain action and one call."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import clock
from agents.errors import Kind, Refusal
from dispatch.orders.actions import cancel_order, note_progress, rate_order
from dispatch.orders.links import issue_follow_link, revoke_follow_link
from frontend.answers import done_json, refused_json
from frontend.citizen.order import order_of, order_page
from frontend.doors import client_id_of, signed_in, user_of
from frontend.roles import wants_json


@signed_in
@require_POST
def cancel(request: HttpRequest, order_id: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")

    def act() -> str:
        cancel_order(order_id, by=user_of(request), at=clock.now(), reason=reason)
        return _("Your request is withdrawn.")

    return answer_verb(request, order_id, act, {"reason": reason})


@signed_in
@require_POST
def note(request: HttpRequest, order_id: UUID) -> HttpResponse:
    words = request.POST.get("words", "")

    def act() -> str:
        by, client_id = user_of(request), client_id_of(request)
        note_progress(order_id, words=words, by=by, at=clock.now(), client_id=client_id)
        return _("Added. Your agent sees it.")

    return answer_verb(request, order_id, act, {"words": words})


@signed_in
@require_POST
def rate(request: HttpRequest, order_id: UUID) -> HttpResponse:
    grade, words = request.POST.get("grade", ""), request.POST.get("words", "")

    def act() -> str:
        by, client_id = user_of(request), client_id_of(request)
        rate_order(order_id, grade=grade, by=by, at=clock.now(), words=words, client_id=client_id)
        return _("Thank you. Your rating is kept.")

    return answer_verb(request, order_id, act, {"grade": grade, "words": words})


@signed_in
@require_POST
def make_link(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """A link to follow by, for children far away or a phone without sign-in."""
    issue_follow_link(order_of(request, order_id), at=clock.now())
    return redirect(reverse("citizen:order", args=[order_id]) + "?link=1#link")


@signed_in
@require_POST
def withdraw_link(request: HttpRequest, order_id: UUID) -> HttpResponse:
    revoke_follow_link(order_id, by=user_of(request), at=clock.now())
    messages.success(request, _("The link is withdrawn. Whoever has it sees nothing any more."))
    return redirect("citizen:order", order_id)


def answer_verb(
    request: HttpRequest, order_id: UUID, act: Callable[[], str], said: dict[str, str]
) -> HttpResponse:
    """A refusal is the page again, with the reason and what was typed; a script hears JSON."""
    try:
        done = act()
    except Refusal as refusal:
        if wants_json(request):
            return refused_json(refusal)
        if refusal.kind == Kind.NOT_FOUND:
            raise
        return order_page(request, order_id, refusal=refusal, said=said)
    if wants_json(request):
        return done_json(done)
    messages.success(request, done)
    return redirect("citizen:order", order_id)
