"""Officers' accounts, for the security administrator: who works in the office, as what, and where."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents import staff
from agents.errors import NotFound, Refusal
from agents.models import Bureau, Officer, SecondStep, Township
from agents.rights import Right
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with

FIELDS = ["name", "username", "role", "bureau", "township"]
managers_only = officers_with(Right.MANAGE_OFFICERS)


@require_safe
@managers_only
def officers(request: HttpRequest, officer: Officer) -> HttpResponse:
    context = {"officer": officer, "tab": "officers", "rows": _accounts(officer).order_by("role", "pk")}
    return render(request, "office/officers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def add(request: HttpRequest, officer: Officer) -> HttpResponse:
    if request.method != "POST":
        return _form(request, officer, None, {})
    typed = request.POST
    try:
        added, password = staff.add_officer(
            officer.county,
            name=typed.get("name", ""),
            username=typed.get("username", ""),
            **_place(request, officer),
            by=officer,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _form(request, officer, None, typed, refusal)
    return _first_password(request, officer, added, password)


@require_safe
@managers_only
def officer_page(request: HttpRequest, officer: Officer, officer_id: int) -> HttpResponse:
    shown = _one(officer, officer_id)
    return _form(request, officer, shown, _said(shown))


@require_POST
@managers_only
def change(request: HttpRequest, officer: Officer, officer_id: int) -> HttpResponse:
    def do(at: datetime) -> None:
        staff.change_officer(officer_id, **_place(request, officer), by=officer, at=at)

    return _answer(request, officer, officer_id, do, _("The role is changed and holds at once."))


@require_POST
@managers_only
def end(request: HttpRequest, officer: Officer, officer_id: int) -> HttpResponse:
    def do(at: datetime) -> None:
        staff.end_officer(officer_id, by=officer, at=at)

    return _answer(request, officer, officer_id, do, _("The account is closed."))


@require_POST
@managers_only
def reset(request: HttpRequest, officer: Officer, officer_id: int) -> HttpResponse:
    shown = _one(officer, officer_id)
    try:
        password = staff.reset_second_step(officer_id, by=officer, at=timezone.now())
    except Refusal as refusal:
        return _form(request, officer, shown, _said(shown), refusal)
    return _first_password(request, officer, shown, password)


def _accounts(officer: Officer) -> Any:
    step = Exists(SecondStep.objects.filter(user=OuterRef("user")))
    serving = Officer.objects.serving().filter(county=officer.county)
    return serving.select_related("user", "bureau", "township").annotate(has_step=step)


def _one(officer: Officer, officer_id: int) -> Officer:
    shown: Officer | None = _accounts(officer).filter(pk=officer_id).first()
    if shown is None:
        raise NotFound
    return shown


def _place(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    """Role, bureau or township and desk, as typed. What does not exist is as if it were not chosen."""
    bureau, township = request.POST.get("bureau", ""), request.POST.get("township", "")
    number = int(bureau) if bureau.isascii() and bureau.isdigit() and len(bureau) < 18 else 0
    code = township if township.isascii() and township.isdigit() else ""
    return {
        "role": request.POST.get("role", ""),
        "bureau": Bureau.objects.filter(county=officer.county, pk=number).first(),
        "township": Township.objects.filter(county=officer.county, pk=code).first(),
        "on_desk": request.POST.get("on_desk") == "1",
    }


def _answer(
    request: HttpRequest, officer: Officer, officer_id: int, do: Callable[[datetime], None], said: str
) -> HttpResponse:
    shown = _one(officer, officer_id)
    try:
        do(timezone.now())
    except Refusal as refusal:
        return _form(request, officer, shown, request.POST, refusal)
    messages.success(request, said)
    return redirect("office:officers")


def _said(shown: Officer) -> dict[str, Any]:
    return {
        "name": shown.name,
        "username": shown.user.username,
        "role": shown.role,
        "bureau": str(shown.bureau_id or ""),
        "township": shown.township_id or "",
        "on_desk": "1" if shown.on_desk else "",
    }


def _form(
    request: HttpRequest, officer: Officer, shown: Officer | None, typed: Any, refusal: Refusal | None = None
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    context = {
        "officer": officer,
        "tab": "officers",
        "shown": shown,
        "typed": {name: typed.get(name, "") for name in (*FIELDS, "on_desk")},
        "roles": Officer.Role.choices,
        "bureaus": Bureau.objects.filter(county=officer.county).order_by("pk"),
        "townships": Township.objects.filter(county=officer.county),
        "is_self": shown is not None and shown.pk == officer.pk,
        "problems": problems,
        "troubles": summary(problems, order=FIELDS),
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "office/officer.html", context, status=status)


def _first_password(request: HttpRequest, officer: Officer, shown: Officer, password: str) -> HttpResponse:
    context = {"officer": officer, "tab": "officers", "shown": shown, "password": password}
    return render(request, "office/first_password.html", context)
