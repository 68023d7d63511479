"""Play a stretch of county life from its first day to its last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from agents.models import County
from agents.policies import policy_in_force
from agents.quiet import quiet
from dispatch.orders.models import Order
from dispatch.orders.simulation import errors
from dispatch.orders.simulation.asking import Askers
from dispatch.orders.simulation.habits import Habits
from dispatch.orders.simulation.players import Players
from dispatch.orders.simulation.stage import Stage
from dispatch.orders.simulation.tally import Tally
from dispatch.orders.simulation.times import asking_times
from dispatch.orders.states import State

ORDERS_MAX = 1_000_000
DAYS_MAX = 3660


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What to play: both days are county days and both are played."""

    county: County
    first: date
    last: date
    orders: int
    seed: int
    habits: Habits = field(default_factory=Habits)

    @property
    def key(self) -> str:
        return f"{self.county.pk}/{self.first}/{self.last}/{self.orders}/{self.seed}"


def play(plan: Plan, *, now: datetime, on_placed: Callable[[], None] = lambda: None) -> Tally:
    """All of it, or nothing when it is broken off; nobody is told anything (``agents.quiet``).

    The whole stretch is one transaction: a dispatcher that runs beside it never meets a half-played past. ``now`` is
    the real instant, ``on_placed`` is called after each request. When the last day ends nobody is left waiting,
    unless every agent's hands are full: work is under way, but no deadline of the clock is.
    Raises SimulationError, or NoPolicy when the county had none on the first day.
    """
    _require_sense(plan)
    stage = _set_stage(plan)
    _require_free_way(plan, stage, now)
    with quiet(), transaction.atomic():
        _play(plan, stage, on_placed)
    return stage.tally


def _play(plan: Plan, stage: Stage, on_placed: Callable[[], None]) -> None:
    askers = Askers(stage, plan.orders, _ids(plan))
    times = asking_times(stage.random, plan.first, plan.last, plan.orders, stage.zone)
    # Requests are not put into the queue: they are in order already, and come before other moves of their instant.
    for at in times:
        _run_until(stage, at)
        stage.now = at
        askers.ask()
        on_placed()
    _run_until(stage, stage.ends_at)


def _run_until(stage: Stage, until: datetime) -> None:
    while stage.queue and stage.queue.next_at < until:
        stage.now, move = stage.queue.take()
        move()


def _set_stage(plan: Plan) -> Stage:
    zone = plan.county.zone
    begins_at = datetime.combine(plan.first, time(), zone).astimezone(UTC)
    ends_at = datetime.combine(plan.last + timedelta(days=1), time(), zone).astimezone(UTC)
    policy_in_force(plan.county, at=begins_at)
    players = Players(plan.county)
    return Stage(plan.county, players, Random(plan.key), plan.habits, begins_at=begins_at, ends_at=ends_at)  # noqa: S311


def _ids(plan: Plan) -> Callable[[], UUID]:
    random = Random(f"{plan.key}/ids")  # noqa: S311
    return lambda: UUID(int=random.getrandbits(128), version=4)


def _require_sense(plan: Plan) -> None:
    if not settings.DEMO:
        raise errors.NotADemo
    if plan.last < plan.first:
        raise errors.WrongPeriod(first=plan.first, last=plan.last)
    days = (plan.last - plan.first).days + 1
    if days > DAYS_MAX:
        raise errors.TooManyDays(max=DAYS_MAX, days=days)
    if not 1 <= plan.orders <= ORDERS_MAX:
        raise errors.WrongOrderCount(max=ORDERS_MAX, orders=plan.orders)


def _require_free_way(plan: Plan, stage: Stage, now: datetime) -> None:
    """The clock's actions know no simulation: they would take whatever is due by then."""
    if Order.objects.filter(pk=_ids(plan)()).exists():
        raise errors.PlayedBefore(seed=plan.seed)
    due = Q(broaden_at__lt=stage.ends_at) | Q(contact_due_at__lt=stage.ends_at)
    waiting = Order.objects.filter(due, state__in=[State.OPEN, State.CLAIMED])
    if stage.ends_at > now and (count := waiting.count()):
        raise errors.OthersWait(orders=count)
