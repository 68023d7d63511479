"""人员: the roster, who carries how much, who has done nothing in a year, and the villages that lack agents."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from agents.models import Officer, Township, Village
from agents.rights import Right
from agents.text import clean
from dispatch.orders.models import Order
from dispatch.orders.states import State
from frontend.office.agents import candidates
from frontend.roles import officers_with

PAGE_SIZE = 40
GAPS_MAX = 100
#: A village should have at least two agents (LS-02).
AGENTS_MIN = 2
#: Without a completed service for so long an agent is to be looked at (LS-18).
INACTIVE_AFTER = timedelta(days=365)

STANDINGS = (
    ("on_duty", _("on duty")),
    ("off_duty", _("off duty")),
    ("unreachable", _("cannot be reached")),
    ("inactive", _("nothing completed in a year")),
)


@dataclass(frozen=True)
class PeopleFilters:
    """They live in the address; what makes no sense is dropped."""

    words: str = ""
    township: str = ""
    standing: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "PeopleFilters":
        standing = query.get("standing", "")
        return cls(
            words=clean(query.get("q", ""))[:50],
            township=clean(query.get("township", ""))[:12],
            standing=standing if standing in dict(STANDINGS) else "",
        )

    @property
    def address(self) -> str:
        """The pages of this very list: what was searched for stays in the address."""
        return "?" + urlencode({"q": self.words, "township": self.township, "standing": self.standing})


@require_safe
@officers_with(Right.SEE_PEOPLE)
def people(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    filters = PeopleFilters.read(request.GET)
    gaps = _gaps(officer)
    context = {
        "officer": officer,
        "tab": "people",
        "at": at,
        "filters": filters,
        "townships": Township.objects.filter(county=officer.county),
        "standings": STANDINGS,
        "page": Paginator(_roster(officer, filters, at), PAGE_SIZE).get_page(request.GET.get("page")),
        "gaps": gaps[:GAPS_MAX],
        "gaps_count": len(gaps),
        "may_manage": officer.may(Right.MANAGE_AGENTS),
    }
    return render(request, "office/people.html", context)


def inactive(at: datetime) -> Q:
    """On the roster for a year or longer, and nothing completed within it."""
    since = at - INACTIVE_AFTER
    done = Order.objects.filter(agent=OuterRef("pk"), state=State.COMPLETED, completed_at__gte=since)
    return Q(joined_at__lt=since) & ~Q(Exists(done))


def _roster(officer: Officer, filters: PeopleFilters, at: datetime) -> Any:
    agents = candidates(officer.county).visible_to(officer).order_by("grid__village__code", "pk")
    if filters.words:
        by_words = Q(name__icontains=filters.words) | Q(grid__village__short_name__icontains=filters.words)
        agents = agents.filter(by_words | Q(grid__name__icontains=filters.words))
    if filters.township:
        agents = agents.filter(grid__village__township=filters.township)
    standing = {
        "on_duty": Q(is_on_duty=True),
        "off_duty": Q(is_on_duty=False),
        "unreachable": Q(unreachable_since__isnull=False),
    }
    if filters.standing:
        agents = agents.filter(standing.get(filters.standing) or inactive(at))
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
