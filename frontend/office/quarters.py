"""Quarters in addresses and pickers."""

from django.http import HttpRequest

from agents.models import County
from points.models import PointsEntry
from points.periods import NotAQuarter, Quarter


class QuarterConverter:
    """``2026Q4`` in a path."""

    regex = r"\d{4}Q[1-4]"

    def to_python(self, value: str) -> Quarter:
        return Quarter.parse(value)

    def to_url(self, value: Quarter | str) -> str:
        return str(value)


def quarters_of(county: County, *, current: str) -> list[str]:
    """Every quarter with entries and the current one, latest first."""
    posted = PointsEntry.objects.filter(county=county).order_by().values_list("quarter", flat=True).distinct()
    return sorted({*posted, current}, reverse=True)


def asked_quarter(request: HttpRequest, *, otherwise: str) -> Quarter:
    """The quarter in the address; another where it makes no sense."""
    try:
        return Quarter.parse(request.GET.get("quarter", otherwise))
    except NotAQuarter:
        return Quarter.parse(otherwise)
