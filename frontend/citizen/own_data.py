"""My data: what is kept, who looked, a copy to take along, and having it erased (X12, S26)."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from agents.errors import FieldMissing, Refusal
from agents.own_data import own_data_of
from agents.sign_in.sessions import end_session
from dispatch.orders.actions import forget_citizen, withdraw_consent
from dispatch.orders.models import Order, Rating, Reveal
from frontend.doors import signed_in, user_of
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary

LOOKS_MAX = 50


@signed_in
@require_safe
def own_data(request: HttpRequest) -> HttpResponse:
    return _page(request)


@signed_in
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """All that is kept of this person and of nobody else, as a file (JSON, UTF-8)."""
    kept = {"made_at": timezone.now(), **own_data_of(user_of(request))}
    text = json.dumps(kept, default=_as_text, ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@signed_in
@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    try:
        if not request.POST.get("sure"):
            raise FieldMissing(field="sure")
        forget_citizen(user_of(request), at=now)
    except Refusal as refusal:
        return _page(request, refusal)
    end_session(request, at=now)
    messages.success(request, _("Your data is erased. Nothing personal of you is kept any more."))
    response = redirect("citizen:home")
    response["Clear-Site-Data"] = '"storage"'
    return response


@signed_in
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    """Nothing is used any more, and nothing is erased yet."""
    try:
        if not request.POST.get("stop"):
            raise FieldMissing(field="stop")
        ended = withdraw_consent(user_of(request), at=timezone.now())
    except Refusal as refusal:
        return _page(request, refusal)
    said = ngettext(
        "Your data is not used any more; %(n)d request was withdrawn.",
        "Your data is not used any more; %(n)d requests were withdrawn.",
        ended,
    )
    messages.success(request, said % {"n": ended} if ended else _("Your data is not used any more."))
    return redirect("citizen:own_data")


def _page(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    user = user_of(request)
    mine = Order.objects.asked_by(user)
    looks = Reveal.objects.filter(order__in=mine).select_related("order", "user__agent", "user__officer")
    problems = problems_of(refusal) if refusal else {}
    context = {
        "orders_count": mine.count(),
        "running_count": mine.live().count(),
        "ratings_count": Rating.objects.filter(order__in=mine, superseded_at=None).count(),
        "looks": list(looks.order_by("-id")[:LOOKS_MAX]),
        "serves": bool(user.as_agent or user.as_officer),
        "problems": problems,
        "troubles": summary(problems, order=["stop", "sure"]),
    }
    return render(request, "citizen/own_data.html", context, status=STATUS[refusal.kind] if refusal else 200)


def _as_text(value: object) -> str:
    """Instants as ISO 8601 in UTC."""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
