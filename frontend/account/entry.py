"""Sign-in by a code: the number, then the code, then in. Two pages, nothing to remember."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from agents.errors import Refusal
from agents.sign_in.codes import LIFE, ask_code, sign_in_by_code
from agents.sign_in.sessions import end_session, session_asks, start_session
from frontend.account.arrival import arrive
from frontend.address import client_address
from frontend.doors import county_of, local_path
from frontend.keeping import forget, keep, kept
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary

# Sealed in the session: phone, next, send (the id of a request that waits for the code), asked_at.
ENTRY = "entry"


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    context = {name: said.get(name, "") for name in ("phone", "next", "send")}
    context["next"] = local_path(context["next"])
    if request.method == "GET":
        if request.user.is_authenticated:
            return arrive(request, context["next"])
        return render(request, "account/sign_in.html", context)
    try:
        begin_entry(request, context["phone"], next=context["next"], send=context["send"], at=timezone.now())
    except Refusal as refusal:
        return _again(request, "account/sign_in.html", refusal, context, ["phone"])
    return redirect("account:code")


def begin_entry(request: HttpRequest, phone: str, *, next: str, send: str, at: datetime) -> None:
    """Ask for a code, unless this session was sent one for this number that still works.

    Raises the refusals of ``ask_code``.
    """
    entry = kept(request, ENTRY)
    entered = entry.get("phone") == phone and at.timestamp() < entry["asked_at"] + LIFE.total_seconds()
    asked_at = entry["asked_at"] if entered else at.timestamp()
    if not entered:
        _ask(request, phone, at)
    keep(request, ENTRY, {"phone": phone, "next": next, "send": send, "asked_at": asked_at})


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    entry = kept(request, ENTRY)
    if not entry:
        return redirect("account:sign_in")
    if request.method == "GET":
        return render(request, "account/code.html", entry)
    try:
        user = sign_in_by_code(
            entry["phone"],
            request.POST.get("code", ""),
            county=county_of(request),
            asked_by=session_asks(request),
            at=timezone.now(),
        )
    except Refusal as refusal:
        context = {**entry, "code": request.POST.get("code", "")[:12]}
        return _again(request, "account/code.html", refusal, context, ["code"])
    start_session(request, user)
    forget(request, ENTRY)
    return arrive(request, entry["next"], send=entry["send"])


@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    """Another code to the same number."""
    entry = kept(request, ENTRY)
    if not entry:
        return redirect("account:sign_in")
    at = timezone.now()
    try:
        _ask(request, entry["phone"], at)
    except Refusal as refusal:
        return _again(request, "account/code.html", refusal, entry, ["code"])
    keep(request, ENTRY, {**entry, "asked_at": at.timestamp()})
    return redirect("account:code")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """What this browser kept goes too: drafts and pages of a person may lie on a shared phone."""
    end_session(request, at=timezone.now())
    response = redirect("citizen:home")
    response["Clear-Site-Data"] = '"storage"'
    return response


def _ask(request: HttpRequest, phone: str, at: datetime) -> None:
    ask_code(
        phone,
        county=county_of(request),
        asked_by=session_asks(request),
        address=client_address(request),
        at=at,
    )


def _again(
    request: HttpRequest, template: str, refusal: Refusal, context: dict[str, Any], fields: list[str]
) -> HttpResponse:
    problems = problems_of(refusal)
    context = {**context, "problems": problems, "troubles": summary(problems, order=fields)}
    return answer_refusal(request, refusal, template, context)
