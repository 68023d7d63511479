"""The numbers of today: open, in progress, past due, claim times, satisfaction. County time."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count, FloatField, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from agents.models import County, Officer
from dispatch.orders.figures import Percentile
from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.states import UNFINISHED, State


@dataclass(frozen=True)
class Figures:
    """Times in seconds; None where nothing has happened yet today."""

    open: int
    past_broadening: int
    in_progress: int
    past_due: int
    claimed_today: int
    claim_median_seconds: float | None
    claim_p90_seconds: float | None
    completed_today: int
    rated_today: int
    satisfied_today: int

    @property
    def satisfied_percent(self) -> float | None:
        return round(100 * self.satisfied_today / self.rated_today, 1) if self.rated_today else None


def figures_of(officer: Officer, *, at: datetime) -> Figures:
    """Of the orders that the officer answers for. Three statements."""
    orders = Order.objects.visible_to(officer)
    today = start_of_day(officer.county, at)
    return Figures(**_orders(orders, at), **_events(officer, today), **_ratings(officer, today))


def start_of_day(county: County, at: datetime) -> datetime:
    return datetime.combine(at.astimezone(county.zone).date(), time.min, county.zone)


def _orders(orders: OrderQuerySet, at: datetime) -> dict[str, int]:
    unfinished = Q(state__in=sorted(UNFINISHED))
    return orders.live().aggregate(
        open=Count("pk", Q(state=State.OPEN)),
        past_broadening=Count("pk", Q(state=State.OPEN, broaden_at__lte=at)),
        in_progress=Count("pk", unfinished),
        past_due=Count("pk", unfinished & ~Q(state=State.SUSPENDED) & Q(due_at__lt=at)),
    )


def _in_sight(officer: Officer) -> Q:
    """Rows about the officer's orders. Who sees the whole county asks without a join."""
    return Q(order__in=Order.objects.visible_to(officer)) if officer.is_scoped else Q()


def _events(officer: Officer, today: datetime) -> dict[str, Any]:
    """From the timeline: what happened today stays true even when an order was given back later."""
    waited = Cast(KT("facts__waited_seconds"), FloatField())
    claimed, completed = Q(kind=OrderEvent.Kind.CLAIMED), Q(kind=OrderEvent.Kind.COMPLETED)
    events = OrderEvent.objects.filter(
        claimed | completed, _in_sight(officer), county_id=officer.county_id, at__gte=today
    )
    return events.annotate(waited=waited).aggregate(
        claimed_today=Count("pk", claimed),
        completed_today=Count("pk", completed),
        # Only claims say how long they waited; percentile_cont passes over the others' nulls.
        claim_median_seconds=Percentile(0.5, "waited"),
        claim_p90_seconds=Percentile(0.9, "waited"),
    )


def _ratings(officer: Officer, today: datetime) -> dict[str, int]:
    rated = Rating.objects.filter(
        _in_sight(officer), county_id=officer.county_id, rated_at__gte=today, superseded_at=None
    )
    return rated.aggregate(
        rated_today=Count("pk"), satisfied_today=Count("pk", Q(grade__in=sorted(Rating.SATISFIED_GRADES)))
    )
