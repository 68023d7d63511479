"""风险清单: every known scheme, where it is stopped, the county's thresholds, and what this quarter brought."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import Officer
from agents.policies import policy_in_force
from agents.policy_numbers import NUMBERS
from frontend.roles import account_only
from points.models import Hold
from points.periods import Quarter, quarter_of
from points.risks.listed import SCHEMES

BY_NAME = {number.name: number for number in NUMBERS}


@require_safe
@account_only
def risks(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    policy = policy_in_force(officer.county, at=at)
    quarter = Quarter.parse(quarter_of(at, officer.county.zone))
    counts = _counts(officer, quarter)
    rows = [
        (
            scheme,
            [(BY_NAME[name], BY_NAME[name].said(getattr(policy, name))) for name in scheme.thresholds],
            counts.get(str(scheme.rule), (0, 0)) if scheme.rule else None,
        )
        for scheme in SCHEMES
    ]
    context = {"officer": officer, "tab": "holds", "rows": rows, "quarter": quarter}
    return render(request, "office/risks.html", context)


def _counts(officer: Officer, quarter: Quarter) -> dict[str, tuple[int, int]]:
    """By rule: holds opened in the quarter, and how many of them wait. One statement."""
    zone = officer.county.zone
    opened = Hold.objects.filter(
        county=officer.county_id,
        opened_at__gte=quarter.begins_at(zone),
        opened_at__lt=quarter.following().begins_at(zone),
    )
    rows = opened.order_by().values_list("rule").annotate(all=Count("pk"), waits=Count("pk", Q(ruling=None)))
    return {rule: (every, waits) for rule, every, waits in rows}
