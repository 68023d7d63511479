"""Announcements as the office writes and withdraws them."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from agents.errors import Refusal
from agents.models import Officer
from agents.rights import Right
from dispatch.announcements.actions import Draft, announce, withdraw
from dispatch.announcements.models import BODY_LENGTH_MAX, TITLE_LENGTH_MAX, Announcement
from frontend.doors import client_id_of
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with

FIELDS = ["title", "body", "title_en", "body_en", "from_day", "until_day"]
LABELS = {
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "title_en": gettext_lazy("Title in English"),
    "body_en": gettext_lazy("Text in English"),
    "from_day": gettext_lazy("First day"),
    "until_day": gettext_lazy("Last day"),
}
ON_A_PAGE = 20


@require_safe
@officers_with(Right.ANNOUNCE)
def announcements(request: HttpRequest, officer: Officer) -> HttpResponse:
    """``?again=`` an announcement: the form begins with its words."""
    return _page(request, officer, {"id": str(uuid4()), "from_day": _today(), **_words_of(request, officer)})


@require_POST
@officers_with(Right.ANNOUNCE)
def write(request: HttpRequest, officer: Officer) -> HttpResponse:
    said = request.POST
    draft = Draft(
        id=client_id_of(request) or uuid4(),
        title=said.get("title", ""),
        body=said.get("body", ""),
        title_en=said.get("title_en", ""),
        body_en=said.get("body_en", ""),
        from_day=_day(said.get("from_day", "")),
        until_day=_day(said.get("until_day", "")),
    )
    try:
        announce(draft, by=officer, at=timezone.now())
    except Refusal as refusal:
        return _page(request, officer, {**said.dict(), "id": str(draft.id)}, refusal)
    messages.success(request, _("It is announced."))
    return redirect("office:announcements")


@require_POST
@officers_with(Right.ANNOUNCE)
def withdraw_one(request: HttpRequest, officer: Officer, announcement_id: UUID) -> HttpResponse:
    withdraw(announcement_id, by=officer, at=timezone.now())
    messages.success(request, _("It is withdrawn; nobody is shown it any more."))
    return redirect("office:announcements")


def _page(
    request: HttpRequest, officer: Officer, typed: Mapping[str, str], refusal: Refusal | None = None
) -> HttpResponse:
    at = timezone.now()
    problems = problems_of(refusal) if refusal else {}
    rows = Announcement.objects.filter(county=officer.county).select_related("written_by")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "officer": officer,
        "tab": "announcements",
        "page": page,
        "address": "?",
        "listed": [(each, each.status(at)) for each in page],
        "typed": {name: typed.get(name, "") for name in ["id", *FIELDS]},
        "title_max": TITLE_LENGTH_MAX,
        "body_max": BODY_LENGTH_MAX,
        "problems": problems,
        "troubles": summary(problems, order=FIELDS, labels=LABELS),
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "office/announcements.html", context, status=status)


def _words_of(request: HttpRequest, officer: Officer) -> dict[str, str]:
    try:
        again = UUID(request.GET.get("again", ""))
    except ValueError:
        return {}
    found = Announcement.objects.filter(pk=again, county=officer.county).first()
    return {name: getattr(found, name) for name in FIELDS[:4]} if found else {}


def _today() -> str:
    return timezone.localdate().isoformat()


def _day(raw: str) -> date | None:
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return None
