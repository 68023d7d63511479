"""积分规则: a new version from a day to come, planned by the county's manager."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from agents.errors import InvalidInput, Refusal
from agents.models import Officer
from agents.rights import Right
from agents.text import clean
from frontend.middleware.refusals import STATUS, answer_refusal
from frontend.office.rules import NotANumber
from frontend.problems import problems_of, summary
from frontend.roles import officers_with
from frontend.templatetags.errands import trimmed
from points.announcing import announce_points_rule
from points.models import PointsRule
from points.withdrawing import PointsRuleNotFound, withdraw_points_rule

NUMBERS: dict[str, Any] = {
    "class_one": gettext_lazy("Points of a class-one service"),
    "class_two": gettext_lazy("Points of a class-two service"),
    "satisfied": gettext_lazy("Points for a satisfied rating"),
    "yuan_per_point": gettext_lazy("Yuan for one point"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@officers_with(Right.SET_RULES)
def plan_points_rule(request: HttpRequest, officer: Officer) -> HttpResponse:
    latest = PointsRule.objects.standing().filter(county=officer.county).latest("effective_at")
    if request.method != "POST":
        return _form(request, officer, latest, {name: trimmed(getattr(latest, name)) for name in NUMBERS})
    typed = request.POST
    try:
        rule = announce_points_rule(
            _read(typed),
            by=officer,
            from_day=_day(typed.get("from_day", "")),
            at=timezone.now(),
            reason=typed.get("reason", ""),
        )
    except Refusal as refusal:
        return _form(request, officer, latest, typed, refusal)
    day = timezone.localtime(rule.effective_at).date().isoformat()
    messages.success(
        request,
        _("Version %(version)d holds from %(day)s on.") % {"version": rule.version, "day": day},
    )
    return redirect("office:rules")


@require_http_methods(["GET", "HEAD", "POST"])
@officers_with(Right.SET_RULES)
def withdraw(request: HttpRequest, officer: Officer, version: int) -> HttpResponse:
    """A planned version will not come: the page asks why before anything happens."""
    rule = PointsRule.objects.filter(county=officer.county, version=version).first()
    if rule is None:
        raise PointsRuleNotFound
    said = request.POST.get("reason", "")
    context: dict[str, Any] = {"officer": officer, "tab": "rules", "rule": rule, "reason": said}
    if request.method != "POST":
        return render(request, "office/withdraw_points_rule.html", context)
    try:
        withdraw_points_rule(version, by=officer, reason=said, at=timezone.now())
    except Refusal as refusal:
        problems = problems_of(refusal)
        context |= {"problems": problems, "troubles": summary(problems, order=["reason"])}
        return answer_refusal(request, refusal, "office/withdraw_points_rule.html", context)
    messages.success(request, _("Version %(version)d is withdrawn.") % {"version": version})
    return redirect("office:rules")


def _read(typed: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Raises InvalidInput with all that is no number; what is empty is None."""
    values: dict[str, Decimal | None] = {}
    problems: dict[str, list[Refusal]] = {}
    for name in NUMBERS:
        text = clean(typed.get(name, ""))
        try:
            values[name] = Decimal(text) if text else None
        except InvalidOperation:
            problems[name] = [NotANumber(field=name)]
        else:
            number = values[name]
            if number is not None and not (number.is_finite() and abs(number) < 10**9):
                problems[name] = [NotANumber(field=name)]
    if problems:
        raise InvalidInput(problems)
    return values


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _form(
    request: HttpRequest,
    officer: Officer,
    latest: PointsRule,
    said: Mapping[str, Any],
    refusal: Refusal | None = None,
) -> HttpResponse:
    problems = problems_of(refusal) if refusal else {}
    context = {
        "officer": officer,
        "tab": "rules",
        "latest": latest,
        "numbers": [(name, label, said.get(name, ""), problems.get(name)) for name, label in NUMBERS.items()],
        "from_day": said.get("from_day", ""),
        "reason": said.get("reason", ""),
        "problems": problems,
        "troubles": summary(
            problems,
            order=["from_day", *NUMBERS, "reason"],
            labels={"from_day": _("Begins on"), **NUMBERS, "reason": _("Why")},
        ),
    }
    status = STATUS[refusal.kind] if refusal else 200
    return render(request, "office/plan_points_rule.html", context, status=status)
