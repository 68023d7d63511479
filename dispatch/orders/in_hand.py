"""How many orders an agent carries: counted against the cap, and shown on the board."""

from typing import cast

from django.db.models import BigIntegerField, QuerySet

from agents.prepared import Given, Prepared
from dispatch.orders.models import Order

_in_hand: Prepared[Order] = Prepared(
    lambda: cast(
        "QuerySet[Order]",
        Order.objects.unfinished().filter(agent_id=Given("agent_id", BigIntegerField())).values_list("pk"),
    )
)


def count_in_hand(agent_id: int) -> int:
    """Unfinished orders of this agent. One statement."""
    return len(_in_hand.rows(agent_id=agent_id))
