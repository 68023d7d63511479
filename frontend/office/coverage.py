"""在岗覆盖: the grids where an order would find too few, township by township, before anybody is hurt (X04)."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agents.coverage import REACHABLE_MIN, Coverage, coverage_of
from agents.models import Officer, Township
from agents.rights import Right
from frontend.office.grids import grids_of
from frontend.office.list_download import list_download
from frontend.roles import officers_with
from points.reports.csv_file import neutral


@require_safe
@officers_with(Right.SEE_PEOPLE)
def coverage(request: HttpRequest, officer: Officer) -> HttpResponse:
    grids = coverage_of(grids_of(officer))
    context = {
        "officer": officer,
        "tab": "coverage",
        "at": timezone.now(),
        "townships": [_of_township(list(each)) for _township, each in groupby(grids, key=_township)],
        "grids_count": len(grids),
        "short_count": sum(grid.is_short for grid in grids),
        "reachable_min": REACHABLE_MIN,
    }
    return render(request, "office/coverage.html", context)


@require_POST
@officers_with(Right.EXPORT_FIGURES)
def coverage_csv(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Every grid."""
    at = timezone.now()
    return list_download(
        _lines(officer),
        name=f"coverage-{officer.county_id}-{timezone.localtime(at):%Y%m%d-%H%M}.csv",
        about=_("coverage"),
        facts={},
        by=officer,
        at=at,
    )


def _lines(officer: Officer) -> Iterator[list[Any]]:
    heads = [
        _("Township"),
        _("Village"),
        _("Grid"),
        _("code"),
        _("on the roster"),
        _("on duty"),
        _("reachable"),
    ]
    yield [*heads, _("too few")]
    for each in coverage_of(grids_of(officer)):
        village = each.grid.village
        places = (village.township.short_name, village.short_name, each.grid.name, each.grid.code)
        numbers = (each.serving, each.on_duty, each.reachable)
        yield [*map(neutral, places), *numbers, _("yes") if each.is_short else ""]


def _township(each: Coverage) -> Township:
    return each.grid.village.township


def _of_township(grids: list[Coverage]) -> dict[str, object]:
    short = sorted((each for each in grids if each.is_short), key=lambda each: each.reachable)
    return {"township": _township(grids[0]), "grids": len(grids), "short": short}
