"""The same figures for a spreadsheet: times in seconds, shares in percent."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents.models import Officer
from agents.rights import Right
from dispatch.orders.figures import Measures, measured_by, measured_by_week
from frontend.office.list_download import list_download
from frontend.office.management.page import NAMES, UNNAMED
from frontend.office.management.question import Question
from frontend.roles import officers_with
from points.reports.csv_file import neutral


@require_POST
@officers_with(Right.EXPORT_FIGURES)
def figures_csv(request: HttpRequest, officer: Officer) -> HttpResponse:
    """By what the view shows; ``weeks=1``: week by week. Sums and shares only, nothing personal of an applicant."""
    at = timezone.now()
    question = Question.read(request.GET, county=officer.county, at=at)
    by = "week" if request.GET.get("weeks") == "1" else str(question.by)
    return list_download(
        _weeks(question, officer) if by == "week" else _groups(question, officer),
        name=f"figures-{by}-{question.first}-{question.last}.csv",
        about=_("figures"),
        facts={"by": by, "from": question.first, "to": question.last},
        by=officer,
        at=at,
    )


def _weeks(question: Question, officer: Officer) -> Iterator[list[Any]]:
    yield [_("Week from"), *_heads()]
    for monday, measures in measured_by_week(question.orders(officer), zone=officer.county.zone):
        yield [monday.isoformat(), *_values(measures)]


def _groups(question: Question, officer: Officer) -> Iterator[list[Any]]:
    yield [_("Key"), NAMES[question.by], _("Within"), *_heads()]
    for each in measured_by(question.by, question.orders(officer)):
        words = (each.key, each.name or str(UNNAMED[question.by]), each.within)
        yield [*map(neutral, words), *_values(each.measures)]


def _heads() -> list[str]:
    return [
        _("placed"),
        _("taken"),
        _("taken in time"),
        _("taken late"),
        _("taken in time, percent"),
        _("median seconds until taken"),
        _("seconds until nine in ten were taken"),
        _("completed"),
        _("done within the limit"),
        _("done past the limit"),
        _("done within the limit, percent"),
        _("rated"),
        _("satisfied"),
        _("unsatisfied"),
        _("satisfied, percent"),
    ]


def _values(one: Measures) -> list[Any]:
    seconds = (one.claim_median_seconds, one.claim_p90_seconds)
    return [
        one.placed,
        one.taken,
        one.taken_in_time,
        one.taken_late,
        _blank(one.in_time_percent),
        *("" if each is None else round(each) for each in seconds),
        one.completed,
        one.in_limit,
        one.past_limit,
        _blank(one.in_limit_percent),
        one.rated,
        one.satisfied,
        one.unsatisfied,
        _blank(one.satisfied_percent),
    ]


def _blank(share: float | None) -> float | str:
    return "" if share is None else share
