"""What an officer does with an order. Auditors read only: for them these doors are shut."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents import clock
from agents.errors import FieldMissing, Kind, NotAChoice, Refusal
from agents.models import Agent, Grid, Officer
from dispatch.casework.photos.actions import remove_photo as remove_photo_of
from dispatch.orders import actions
from dispatch.orders.models import Order
from frontend.agent.order import Trouble
from frontend.office.order import order_page, read_for_office
from frontend.photos.album import album_of
from frontend.roles import dispatchers_only

TYPED = ("agent", "grid", "item_code", "reason")


@require_POST
@dispatchers_only
def assign(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        agent = _chosen(
            Agent.objects.serving().filter(county=officer.county), request.POST.get("agent"), "agent"
        )
        actions.assign_order(order_id, agent=agent, by=officer, at=at, reason=request.POST.get("reason", ""))

    return _answer(
        request, officer, order_id, "assign", do, _("Assigned. The agent and the applicant are told.")
    )


@require_POST
@dispatchers_only
def locate(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        grid = _chosen(Grid.objects.filter(county=officer.county), request.POST.get("grid"), "grid")
        actions.locate_order(order_id, grid=grid, by=officer, at=at)

    return _answer(request, officer, order_id, "locate", do, _("The grid is set, and its agents are told."))


@require_POST
@dispatchers_only
def confirm(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        code = request.POST.get("item_code", "")
        if not code:
            raise FieldMissing(field="item_code")
        actions.confirm_item(order_id, item_code=code, by=officer, at=at)

    return _answer(request, officer, order_id, "confirm", do, _("Item and class are confirmed."))


@require_POST
@dispatchers_only
def cancel(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        reason = request.POST.get("reason", "")
        if not reason.strip():
            raise FieldMissing(field="reason")
        actions.cancel_order(order_id, by=officer, at=at, reason=reason)

    return _answer(request, officer, order_id, "cancel", do, _("The order is cancelled."))


@require_POST
@dispatchers_only
def reveal(request: HttpRequest, officer: Officer, order_id: UUID) -> HttpResponse:
    """The page with the applicant in it. Each time one row that the citizen can read (X12)."""
    order = read_for_office(order_id, officer)
    applicant = actions.reveal_applicant(order, to=officer, why="office", at=clock.now())
    if request.headers.get("X-Fragment"):
        album = album_of(order, to=officer, sees=True)
        context = {"order": order, "applicant": applicant, "album": album}
        return render(request, "office/_applicant.html", context)
    return order_page(request, officer, order_id, applicant=applicant)


@require_POST
@dispatchers_only
def remove_photo(request: HttpRequest, officer: Officer, order_id: UUID, photo_id: UUID) -> HttpResponse:
    def do(at: datetime) -> None:
        remove_photo_of(order_id, photo_id=photo_id, by=officer, at=at)

    return _answer(request, officer, order_id, "photos", do, _("The photo is removed and erased."))


def _chosen(rows: Any, raw: str | None, field: str) -> Any:
    """The row with this key. Raises FieldMissing or NotAChoice."""
    if not raw:
        raise FieldMissing(field=field)
    key = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 18 else 0
    row = rows.filter(pk=key).first()
    if row is None:
        raise NotAChoice(field=field)
    return row


def _answer(
    request: HttpRequest,
    officer: Officer,
    order_id: UUID,
    verb: str,
    do: Callable[[datetime], None],
    said: str,
) -> HttpResponse:
    try:
        do(clock.now())
    except Refusal as refusal:
        if refusal.kind is Kind.NOT_FOUND:
            raise
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        return order_page(request, officer, order_id, trouble=Trouble(verb, refusal, typed))
    messages.success(request, said)
    return HttpResponseRedirect(_next(request, officer, order_id))


def _next(request: HttpRequest, officer: Officer, order_id: UUID) -> str:
    """Back to the desk, or the order; the list when the step took the order out of the officer's sight."""
    if request.POST.get("from") == "desk":
        return reverse("office:desk")
    if Order.objects.visible_to(officer).filter(pk=order_id).exists():
        return reverse("office:order", args=[order_id])
    return reverse("office:orders")
