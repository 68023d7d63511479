"""积分: this month and quarter, a line for each entry, and the rules in words."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from agents.models import Agent
from frontend.agent.holds import what_is_not_final
from frontend.roles import agents_only
from points.firm import still_moving, with_firmness
from points.models import PointsEntry, PointsRule
from points.periods import Quarter, month_of, quarter_of
from points.totals import POINTS, YUAN, agent_total

ENTRIES_SHOWN_MAX = 100
QUARTERS_SHOWN_MAX = 8
COLUMN_HEIGHT, COLUMN_FOOT = 72, 96


@require_safe
@agents_only
def points(request: HttpRequest, agent: Agent) -> HttpResponse:
    at = timezone.now()
    zone = agent.county.zone
    month, quarter = month_of(at, zone), quarter_of(at, zone)
    rule = PointsRule.objects.in_force(agent.county_id, at=at)
    context = {
        "agent": agent,
        "tab": "points",
        "rule": rule,
        "quarter": Quarter.parse(quarter),
        "quarter_total": agent_total(agent, quarter),
        "month": at,
        "month_total": agent_total(agent, month),
        "bars": _bars(agent, quarter, month),
        "moving": still_moving(PointsEntry.objects.filter(agent=agent, quarter=quarter), at=at),
        "entries": _entries(agent, at),
        "before": _quarters_before(agent, quarter),
        "satisfied_one": rule.class_one + rule.satisfied,
        "satisfied_two": rule.class_two + rule.satisfied,
        **what_is_not_final(agent, at=at),
    }
    return render(request, "agent/points.html", context)


def _entries(agent: Agent, at: datetime) -> list[PointsEntry]:
    lines = PointsEntry.objects.filter(agent=agent).select_related("order__item", "reverses")
    return list(with_firmness(lines, at=at).order_by("-id")[:ENTRIES_SHOWN_MAX])


def _quarters_before(agent: Agent, this: str) -> list[dict[str, Any]]:
    """The latest first: points and yuan of each quarter in which something was posted. One statement."""
    rows = (
        PointsEntry.objects.filter(agent=agent).exclude(quarter=this).order_by("-quarter").values("quarter")
    )
    return [
        {**row, "name": Quarter.parse(row["quarter"])}
        for row in rows.annotate(points_sum=POINTS, yuan=YUAN)[:QUARTERS_SHOWN_MAX]
    ]


def _bars(agent: Agent, quarter: str, this_month: str) -> list[dict[str, Any]]:
    """The quarter's three months as columns of a small drawing, 150 × 120 units; figures stand above them."""
    totals = [(month, agent_total(agent, month).points) for month in Quarter.parse(quarter).months]
    highest = max(Decimal(1), *(total for _, total in totals))
    return [_bar(place, month, total, highest, this_month) for place, (month, total) in enumerate(totals)]


def _bar(place: int, month: str, total: Decimal, highest: Decimal, this_month: str) -> dict[str, Any]:
    height = max(4, round(max(Decimal(0), total) / highest * COLUMN_HEIGHT))
    return {
        "month": month_name(month),
        "total": total,
        "x": place * 50 + 8,
        "y": COLUMN_FOOT - height,
        "height": height,
        "label_y": COLUMN_FOOT - height - 6,
        "is_now": month == this_month,
    }


def month_name(month: str) -> str:
    """``2026-11`` → ``Nov``, in Chinese ``11月``."""
    # Translators: a month under a column, in Django's date format letters.
    letters = pgettext("month", "M")
    return date_format(date(int(month[:4]), int(month[5:]), 1), letters, use_l10n=False)
