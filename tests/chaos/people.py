"""A county of agents whose numbers no carrier has issued and no demo uses, so that providers are given them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from django.utils import timezone

from agents.endpoints import register_endpoint
from agents.models import Agent, Grid, Policy, User
from agents.sign_in.tokens import issue_token
from realtime.models import Delivery
from tests.bench.seeds import Caller, county, make_citizens

# No mobile number begins with 100; the demo's begin with 109. Another run on the same site has others.
_numbers = count(secrets.randbelow(10_000) * 10_000)


@dataclass(frozen=True)
class Crew:
    grid: Grid
    agents: list[Agent]


#: No throttles, and no order is opened to all while a slow machine still places others.
NUMBERS = {
    "sms_per_minute_max": 0,
    "sms_per_15_minutes_max": 0,
    "sms_per_hour_max": 0,
    "broaden_seconds": 24 * 60 * 60,
}


def empty_the_roster(**numbers: object) -> None:
    """Nobody but those of the fault is told; the county's policy says ``numbers``."""
    Agent.objects.filter(ended_at=None).update(ended_at=timezone.now())
    Policy.objects.update(**NUMBERS, **numbers)
    # What an earlier run has left waiting is no part of this one.
    waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
    waiting.update(state=Delivery.State.DROPPED, lease=None, leased_until=None)


@contextmanager
def policy_says(**numbers: object) -> Iterator[None]:
    """For the orders placed within the block."""
    before = list(Policy.objects.values("pk", *numbers))
    Policy.objects.update(**numbers)
    try:
        yield
    finally:
        for row in before:
            Policy.objects.filter(pk=row.pop("pk")).update(**row)


def crews(grids: int, *, each: int, with_app: bool = False) -> list[Crew]:
    return [_crew(grid, each, with_app) for grid in Grid.objects.select_related("village")[:grids]]


def citizens(how_many: int) -> list[Caller]:
    return make_citizens(how_many)


def callers_of(crew: Crew) -> list[Caller]:
    """Its agents as clients of the machine door."""
    return [Caller(agent.user, issue_token(agent.user, timezone.now())) for agent in crew.agents]


def _crew(grid: Grid, each: int, with_app: bool) -> Crew:
    return Crew(grid, [_agent(grid, with_app) for _ in range(each)])


def _agent(grid: Grid, with_app: bool) -> Agent:
    at, number = timezone.now(), next(_numbers)
    user = User(county=county(), name=f"混乱{number}", created_at=at)
    user.set_phone(f"+86100{number:08d}")
    user.save(force_insert=True)
    if with_app:
        register_endpoint(user, kind="fcm", value=f"token-{number}", at=at)
    return Agent.objects.create(
        user=user, county=user.county, grid=grid, name=user.name, joined_at=at, is_on_duty=True
    )
