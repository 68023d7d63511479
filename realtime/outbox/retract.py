"""Offers that wait are withdrawn in the transaction that gives the order to somebody (LS-06)."""

from typing import Any
from uuid import UUID

from agents.prepared import ask
from dispatch.orders.models import Order
from realtime.models import Delivery
from realtime.planning.occasions import OFFERS

TAKEN = "the order is not to be had any more"

# One that a worker holds is being sent; the worker asks itself whether it is still true. The state is asked of the row:
# while statistics are a rush old, PostgreSQL takes the index of all that wait for a short one, and reads it for each
# claim.
RETRACT = """
update realtime_delivery set state = %s, last_error = %s
where (state = %s) is true and lease is null
  and message_id = any(array(select id from realtime_message where order_id = %s and kind = any(%s)))
"""


def retract_offers(order: Order) -> None:
    """All that wait of this order."""
    ask(RETRACT, retracting(order.pk))


def retracting(order_id: UUID | None) -> list[Any]:
    """What ``RETRACT`` is given."""
    return [Delivery.State.DROPPED.value, TAKEN, Delivery.State.WAITING.value, order_id, sorted(OFFERS)]
