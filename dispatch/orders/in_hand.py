"""How many orders an agent carries: counted against the cap, and shown on the board."""

from typing import Any

from django.db.models import BigIntegerField, Count, QuerySet

from agents.prepared import Given, Prepared
from dispatch.orders.models import Order


def in_hand_of(agent_id: Any) -> QuerySet[Any, Any]:
    """One row with the number, for an agent's id or ``Given``: a statement of its own, or a part of another."""
    mine = Order.objects.unfinished().filter(agent_id=agent_id).order_by()
    return mine.values("agent_id").annotate(number=Count("pk")).values_list("number")


_in_hand: Prepared[Order] = Prepared(lambda: in_hand_of(Given("agent_id", BigIntegerField())))


def count_in_hand(agent_id: int) -> int:
    """Unfinished orders of this agent. One statement."""
    rows = _in_hand.rows(agent_id=agent_id)
    return int(rows[0][0]) if rows else 0
