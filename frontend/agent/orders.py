"""我的工单: what to do next, first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents.models import Agent
from dispatch.orders.cards import PublicCard, public_card
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import ENDED, State
from frontend.roles import agents_only
from frontend.templatetags.errands import is_pressing

ENDED_SHOWN_MAX = 20


@dataclass(frozen=True)
class Task:
    """An order the agent carries, and the moment by which its next step is due (None: not announced yet)."""

    order: Order
    card: PublicCard
    next_due_at: datetime | None


@require_safe
@agents_only
def orders(request: HttpRequest, agent: Agent) -> HttpResponse:
    tasks = tasks_of(agent)
    context = {
        "agent": agent,
        "tasks": tasks,
        "pressing": sum(is_pressing(task.order) for task in tasks),
        "carried_max": max((task.order.policy.unfinished_orders_max for task in tasks), default=0),
        "ended": _ended(agent),
        "tab": "orders",
    }
    return render(request, "agent/orders.html", context)


def tasks_of(agent: Agent) -> list[Task]:
    """Unfinished orders; whose next deadline comes first stands first. One statement."""
    unfinished = Order.objects.unfinished().filter(agent=agent).with_card_facts().select_related("policy")
    tasks = [Task(order, public_card(order), next_due_at(order)) for order in unfinished]
    return sorted(tasks, key=lambda task: (task.next_due_at is None, task.next_due_at, task.order.placed_at))


def next_due_at(order: Order) -> datetime | None:
    """First contact, then the due date; while suspended, the day to take it up again."""
    if order.state == State.CLAIMED:
        return order.contact_due_at
    if order.state == State.SUSPENDED:
        return order.resume_due_at
    return order.due_at


def _ended(agent: Agent) -> list[Order]:
    current = Prefetch("ratings", Rating.objects.filter(superseded_at=None), to_attr="current_ratings")
    ended = Order.objects.filter(agent=agent, state__in=sorted(ENDED)).with_card_facts()
    return list(ended.prefetch_related(current).order_by("-placed_at")[:ENDED_SHOWN_MAX])
