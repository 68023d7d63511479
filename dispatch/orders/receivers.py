"""News from the room below: an agent who leaves the roster leaves no order behind (F31)."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from agents.models import Agent, Officer
from agents.signals import agent_ended
from dispatch.orders.actions.release import reopen
from dispatch.orders.actions.suspend import take_up_again
from dispatch.orders.models import Assignment, Order
from dispatch.orders.states import State


@receiver(agent_ended)
def when_agent_ended(agent: Agent, by: Officer, at: datetime, reason: str, **_: Any) -> None:
    """Open at once for all grids, one by one: each has its own timeline and tells its own applicant."""
    carried = Order.objects.unfinished().filter(agent=agent).select_related("policy", "county", "agent")
    for order in carried.order_by("pk"):
        if order.state == State.SUSPENDED:
            # The time limit runs again for whoever takes it next.
            order = take_up_again(order, by=by, words=reason, at=at)
        reopen(order, ending=Assignment.Ending.AGENT_LEFT, by=by, words=reason, at=at)
