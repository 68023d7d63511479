"""The form of a request: three short steps, or one long page without scripts."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from agents.errors import Refusal
from agents.models import County, Village
from agents.policies import policy_in_force
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.care import Mark
from dispatch.orders.errors import DuplicateIdWithAnotherBody
from dispatch.orders.models import Order
from frontend.account.entry import begin_entry
from frontend.citizen.ask_photos import let_wait, photos_waiting, say_left_out
from frontend.citizen.asking import FIELDS, LABELS, Asked, asked_in, first_asked, problems_with
from frontend.citizen.sending import keep_asked, kept_asked, send
from frontend.citizen.suggesting import suggest_items
from frontend.doors import county_of, user_of
from frontend.middleware.refusals import STATUS
from frontend.problems import Problems, problems_of, summary


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _place(request, asked_in(request.POST))
    draft = kept_asked(request) if request.GET.get("draft") else None
    return _form(request, draft or _fresh(request), is_draft=draft is not None)


def _place(request: HttpRequest, asked: Asked) -> HttpResponse:
    is_known = request.user.is_authenticated
    # Placing checks everything itself; before the phone is proven it is checked without being placed.
    problems = {} if is_known and not asked.is_nowhere else problems_with(asked, county_of(request))
    if problems:
        return _form(request, asked, problems, status=422)
    try:
        if is_known:
            return redirect("citizen:order", send(request, asked).pk)
        return _prove_phone_first(request, asked)
    except DuplicateIdWithAnotherBody as refusal:
        # Sent before and changed since. Under a fresh id the same button sends it as a request of its own.
        fresh = Asked(**{**asked.as_dict(), "id": first_asked(request.GET, None, None).id})
        return _form(request, fresh, {"": [str(refusal)]}, status=STATUS[refusal.kind])
    except Refusal as refusal:
        return _form(request, asked, problems_of(refusal), status=STATUS[refusal.kind])


def _prove_phone_first(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The form waits, sealed, in the session. Who asks for another gives the own number on the next page."""
    keep_asked(request, asked)
    if asked.for_self:
        begin_entry(request, asked.applicant_phone, next="", send=asked.id, at=timezone.now())
    say_left_out(request, let_wait(request, asked))
    if asked.for_self:
        return redirect("account:code")
    return redirect(f"{reverse('account:sign_in')}?{urlencode({'send': asked.id})}")


def _fresh(request: HttpRequest) -> Asked:
    if not request.user.is_authenticated:
        return first_asked(request.GET, None, None)
    user = user_of(request)
    last = Order.objects.filter(citizen=user, village__isnull=False).order_by("-placed_at").first()
    return first_asked(request.GET, user, last)


def _form(
    request: HttpRequest,
    asked: Asked,
    problems: Problems | None = None,
    *,
    status: int = 200,
    is_draft: bool = False,
) -> HttpResponse:
    county = county_of(request)
    problems = dict(problems or {})
    if request.method == "POST" and (left_out := let_wait(request, asked)):
        problems["photos"] = left_out
    context: dict[str, Any] = {
        "asked": asked,
        "item": _item(county, asked.item_code),
        "suggestions": suggest_items(county, asked.wish),
        "villages": Village.objects.filter(county=county).select_related("township").order_by("code"),
        "marks": Mark.choices,
        "photos_max": policy_in_force(county, at=timezone.now()).photos_max,
        "waiting": photos_waiting(request, asked.id),
        "is_kept": bool(problems) or is_draft,
        "problems": problems,
        "troubles": summary(problems, order=FIELDS, labels=LABELS),
    }
    return render(request, "citizen/ask.html", context, status=status)


def _item(county: County, code: str) -> CatalogueItem | None:
    if not code.isalnum():
        return None
    return CatalogueItem.objects.offered().filter(county=county, code=code).first()
