"""试算: last quarter under other rules, side by side, and what the running quarter will cost (X06, X20). Reads only."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agents.errors import InvalidInput
from agents.models import County, Officer, Policy
from frontend.office.quarters import asked_quarter, quarters_of
from frontend.problems import Problems, problems_of, summary
from frontend.roles import account_only
from points.forecast import forecast
from points.models import PointsRule
from points.periods import Quarter, quarter_of
from points.sandbox import TrialRules, try_rules

LABELS = {
    "class_one": _("Points for class one"),
    "class_two": _("Points for class two"),
    "satisfied": _("Points for a satisfied rating"),
    "yuan_per_point": _("Yuan per point"),
    "broaden_minutes": _("Minutes for the own grid"),
}


@require_safe
@account_only
def trial(request: HttpRequest, officer: Officer) -> HttpResponse:
    """The numbers are in the address; the form begins with those in force."""
    at, county = timezone.now(), officer.county
    current = quarter_of(at, county.zone)
    quarter = asked_quarter(request, otherwise=str(Quarter.parse(current).before()))
    in_force = _in_force(county, quarter, at)
    typed = {name: request.GET.get(name, in_force[name])[:12] for name in LABELS}
    problems: Problems = {}
    result = None
    try:
        rules = TrialRules.read(typed)
        # Nothing is reckoned for who only opens the page.
        result = try_rules(county, quarter, rules) if "class_one" in request.GET else None
    except InvalidInput as refusal:
        problems = problems_of(refusal)
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "trial",
        "at": at,
        "quarter": quarter,
        "quarters": quarters_of(county, current=current),
        "fields": [
            (name, label, typed[name], in_force[name], problems.get(name)) for name, label in LABELS.items()
        ],
        "troubles": summary(problems, order=list(LABELS), labels=LABELS),
        "result": result,
        "forecast": forecast(county, at=at),
    }
    return render(request, "office/trial.html", context, status=422 if problems else 200)


def _in_force(county: County, quarter: Quarter, at: datetime) -> dict[str, str]:
    """The numbers at the end of the quarter, as they are typed. Raises NoPointsRule."""
    ends = min(quarter.following().begins_at(county.zone), at)
    rule = PointsRule.objects.in_force(county.code, at=ends)
    policy = Policy.objects.filter(county=county, effective_at__lte=ends).order_by("-effective_at").first()
    seconds = policy.broaden_seconds if policy else Policy._meta.get_field("broaden_seconds").default
    numbers = {
        name: getattr(rule, name) for name in ("class_one", "class_two", "satisfied", "yuan_per_point")
    }
    return {
        **{name: f"{number.normalize():f}" for name, number in numbers.items()},
        "broaden_minutes": f"{seconds / 60:.2f}".rstrip("0").rstrip("."),
    }
