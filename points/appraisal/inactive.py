"""Agents who completed nothing in a year: the list for dismissal (LS-18). Nobody is dismissed by it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Q

from agents.models import Agent, County

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Inactive:
    """``last_completed_at`` is None for who never completed a service."""

    agent_id: int
    name: str
    post: str
    township: str
    village: str
    joined_at: datetime
    last_completed_at: datetime | None


def inactive_agents(county: County, *, at: datetime) -> list[Inactive]:
    """Serving for a year at least, nothing completed in it; longest idle first. One statement."""
    since = at - YEAR
    serving = Agent.objects.serving().filter(county=county, joined_at__lte=since)
    # The agent of a completed order is the one who completed it; what runs now says nothing of the year.
    idle = serving.annotate(last=Max("orders__completed_at")).filter(Q(last=None) | Q(last__lte=since))
    rows = idle.order_by("last", "joined_at", "pk").values_list(
        "pk",
        "name",
        "post",
        "grid__village__township__short_name",
        "grid__village__short_name",
        "joined_at",
        "last",
    )
    return sorted((Inactive(*row) for row in rows), key=lambda each: each.last_completed_at or each.joined_at)
