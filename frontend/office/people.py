"""人员: the roster, who carries how much, and the villages that lack agents."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import Officer, Township, Village
from agents.rights import Right
from agents.text import clean
from frontend.office.agents import candidates
from frontend.roles import officers_with

PAGE_SIZE = 40
GAPS_MAX = 100
#: A village should have at least two agents (LS-02).
AGENTS_MIN = 2


@require_safe
@officers_with(Right.SEE_PEOPLE)
def people(request: HttpRequest, officer: Officer) -> HttpResponse:
    search = clean(request.GET.get("q", ""))[:50]
    township = request.GET.get("township", "")[:12]
    roster = _roster(officer, search, township)
    gaps = _gaps(officer)
    context = {
        "officer": officer,
        "tab": "people",
        "at": timezone.now(),
        "search": search,
        "township": township,
        # The pages of this very list: what was searched for stays in the address.
        "address": "?" + urlencode({"q": search, "township": township}),
        "townships": Township.objects.filter(county=officer.county),
        "page": Paginator(roster, PAGE_SIZE).get_page(request.GET.get("page")),
        "gaps": gaps[:GAPS_MAX],
        "gaps_count": len(gaps),
    }
    return render(request, "office/people.html", context)


def _roster(officer: Officer, search: str, township: str) -> Any:
    agents = candidates(officer.county).visible_to(officer).order_by("grid__village__code", "pk")
    if search:
        by_words = Q(name__icontains=search) | Q(grid__village__short_name__icontains=search)
        agents = agents.filter(by_words | Q(grid__name__icontains=search))
    if township:
        agents = agents.filter(grid__village__township=clean(township))
    return agents


def _gaps(officer: Officer) -> list[Village]:
    serving = Count(
        "grids__agents", Q(grids__agents__ended_at=None, grids__agents__isnull=False), distinct=True
    )
    villages = (
        Village.objects.filter(county=officer.county).select_related("township").annotate(serving=serving)
    )
    if officer.role == Officer.Role.TOWNSHIP_OFFICER:
        villages = villages.filter(township_id=officer.township_id)
    return list(villages.filter(serving__lt=AGENTS_MIN).order_by("serving", "code"))
