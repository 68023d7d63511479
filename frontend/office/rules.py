"""规则: the county's numbers with their versions: what holds, what is planned, what held before and who changed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from agents.announcing import announce_policy
from agents.errors import InvalidInput, Refusal
from agents.models import AuditEntry, Officer, Policy
from agents.policies import policy_in_force
from agents.policy_numbers import NUMBERS, Number
from agents.rights import Right
from agents.text import clean
from frontend.middleware.refusals import STATUS
from frontend.problems import problems_of, summary
from frontend.roles import officers_with
from points.models import PointsRule

VERSIONS_MAX = 50


class NotANumber(Refusal):
    code = "not_a_number"
    sentence = gettext_lazy("Please write a number.")


class NotATime(Refusal):
    code = "not_a_time"
    sentence = gettext_lazy("Please write a time like 08:30.")


@dataclass(frozen=True)
class Version:
    """One version beside the one before it; ``changes`` are (number, before, after)."""

    row: Any
    status: str
    changes: list[tuple[Number, str, str]]
    who: str


@require_safe
@officers_with(Right.SEE_RULES)
def rules(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    present = policy_in_force(officer.county, at=at)
    context = {
        "officer": officer,
        "tab": "rules",
        "at": at,
        "present": present,
        "numbers": [(number, number.said(getattr(present, number.name))) for number in NUMBERS],
        "versions": _versions(officer, present, at),
        "points_rules": _points_rules(officer, at),
        "may_set": officer.may(Right.SET_RULES),
    }
    return render(request, "office/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officers_with(Right.SET_RULES)
def plan_policy(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    latest = Policy.objects.filter(county=officer.county).latest("effective_at")
    if request.method != "POST":
        said = {number.name: number.shown(getattr(latest, number.name)) for number in NUMBERS}
        return _form(request, officer, latest, said)
    try:
        values, from_day = _read(request.POST)
        policy = announce_policy(
            values, by=officer, from_day=from_day, at=at, reason=request.POST.get("reason", "")
        )
    except Refusal as refusal:
        return _form(request, officer, latest, request.POST, refusal)
    day = timezone.localtime(policy.effective_at).date()
    messages.success(
        request,
        _("Version %(version)d holds from %(day)s on.") % {"version": policy.version, "day": day.isoformat()},
    )
    return redirect("office:rules")


def _versions(officer: Officer, present: Policy, at: datetime) -> list[Version]:
    """Newest first."""
    found = Policy.objects.filter(county=officer.county).order_by("-effective_at")[: VERSIONS_MAX + 1]
    rows = list(found)
    who = _announcers(officer, "policy")
    return [
        Version(row, _status(row, present, at), _changes(row, older), who.get(str(row.pk), ""))
        for row, older in zip(rows, [*rows[1:], None], strict=True)
    ][:VERSIONS_MAX]


def _status(row: Any, present: Any, at: datetime) -> str:
    if row.pk == present.pk:
        return "present"
    return "planned" if row.effective_at > at else "past"


def _changes(row: Policy, older: Policy | None) -> list[tuple[Number, str, str]]:
    if older is None:
        return []
    pairs = [
        (each, each.said(getattr(older, each.name)), each.said(getattr(row, each.name))) for each in NUMBERS
    ]
    return [(number, before, after) for number, before, after in pairs if before != after]


def _points_rules(officer: Officer, at: datetime) -> list[tuple[PointsRule, str, str]]:
    found = PointsRule.objects.filter(county=officer.county).select_related(
        "announced_by", "withdrawal__officer"
    )
    rows = list(found.order_by("-effective_at", "-version")[:VERSIONS_MAX])
    present = next((row for row in rows if row.effective_at <= at and not hasattr(row, "withdrawal")), None)
    return [
        (
            row,
            "withdrawn" if hasattr(row, "withdrawal") else _status(row, present or row, at),
            row.announced_by.name if row.announced_by else "",
        )
        for row in rows
    ]


def _announcers(officer: Officer, about: str) -> dict[str, str]:
    """Who announced which version, from the audit; the first versions came with the county."""
    rows = AuditEntry.objects.filter(county=officer.county, about=about, is_refused=False)
    return {
        row.about_id: row.actor.officer.name
        for row in rows.select_related("actor__officer").order_by("id")
        if row.actor and hasattr(row.actor, "officer")
    }


def _read(typed: Mapping[str, str]) -> tuple[dict[str, Any], date | None]:
    """What was typed, in the columns' units. Raises InvalidInput with all that cannot be read."""
    values: dict[str, Any] = {}
    problems: dict[str, list[Refusal]] = {}
    for number in NUMBERS:
        try:
            values[number.name] = _value(number, clean(typed.get(number.name, "")))
        except Refusal as refusal:
            problems[number.name] = [refusal]
    if problems:
        raise InvalidInput(problems)
    try:
        return values, date.fromisoformat(typed.get("from_day", ""))
    except ValueError:
        return values, None


def _value(number: Number, text: str) -> Any:
    """Raises NotANumber or NotATime."""
    if number.is_flag:
        return text == "True"
    if number.choices:
        return text
    if not text:
        return None
    try:
        if number.is_time:
            return time.fromisoformat(text)
        amount = Decimal(text)
    except (ValueError, InvalidOperation):
        raise (NotATime if number.is_time else NotANumber)(field=number.name) from None
    if not amount.is_finite() or abs(amount) > 10**9:
        raise NotANumber(field=number.name)
    if number.is_decimal:
        return amount
    whole = amount * number.per
    if whole != int(whole):
        raise NotANumber(field=number.name)
    return int(whole)


def _form(
    request: HttpRequest,
    officer: Officer,
    latest: Policy,
    said: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    labels = {"from_day": _("Begins on"), **{number.name: number.label for number in NUMBERS}}
    context = {
        "officer": officer,
        "tab": "rules",
        "latest": latest,
        "numbers": [(each, said.get(each.name, ""), problems.get(each.name)) for each in NUMBERS],
        "from_day": said.get("from_day", ""),
        "reason": said.get("reason", ""),
        "problems": problems,
        "troubles": summary(problems, order=["from_day", *(each.name for each in NUMBERS)], labels=labels),
    }
    return render(
        request, "office/plan_policy.html", context, status=STATUS[refusal.kind] if refusal else 200
    )
