"""出行单: what to do at which hall on one day, on one sheet of paper (X19). It can be lost: it names nobody."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from agents.models import Agent
from agents.workdays import CalendarNotAnnounced, is_workday
from dispatch.orders.models import Order
from dispatch.orders.states import State
from frontend.roles import agents_only

#: What can be taken to a hall; what waits for papers cannot.
READY = (State.CLAIMED, State.IN_PROGRESS)
DAYS_OFFERED = 3


@dataclass(frozen=True)
class Errand:
    """``is_due``: to be done by the end of the day of the trip."""

    order: Order
    is_due: bool


@dataclass(frozen=True)
class Stop:
    """A hall and what to do there; without a name, what nobody has assigned to a bureau yet."""

    hall: str
    errands: list[Errand]


@require_safe
@agents_only
def trip(request: HttpRequest, agent: Agent) -> HttpResponse:
    """``?day=2026-11-26``; another day than the next three working days may be asked for, nonsense is today."""
    days = next_days(timezone.localdate())
    day = _day(request.GET.get("day", "")) or days[0]
    stops = stops_of(agent, day)
    context = {
        "agent": agent,
        "tab": "orders",
        "day": day,
        "days": days,
        "stops": stops,
        "errands": sum(len(stop.errands) for stop in stops),
    }
    return render(request, "agent/trip.html", context)


def stops_of(agent: Agent, day: date) -> list[Stop]:
    """By hall; at each what is due first comes first. One statement."""
    orders = Order.objects.filter(agent=agent, state__in=READY).with_card_facts().select_related("bureau")
    known = sorted(
        orders, key=lambda order: (_hall(order) == "", _hall(order), order.due_at is None, order.due_at)
    )
    return [
        Stop(hall, [Errand(order, _is_due(order, day)) for order in found])
        for hall, found in groupby(known, key=_hall)
    ]


def next_days(today: date) -> list[date]:
    """The working days from today on, as far as the calendar is announced; then simply the next days."""
    days: list[date] = []
    day = today
    while len(days) < DAYS_OFFERED:
        if _is_open(day):
            days.append(day)
        day += timedelta(days=1)
    return days


def _is_open(day: date) -> bool:
    try:
        return is_workday(day)
    except CalendarNotAnnounced:
        return True


def _hall(order: Order) -> str:
    return order.bureau.name if order.bureau else ""


def _is_due(order: Order, day: date) -> bool:
    return order.due_at is not None and timezone.localtime(order.due_at).date() <= day


def _day(raw: str) -> date | None:
    try:
        return parse_date(raw)
    except ValueError:
        return None
