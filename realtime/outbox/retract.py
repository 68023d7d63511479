"""Offers that wait are withdrawn in the transaction that gives the order to somebody (LS-06)."""

from dispatch.orders.models import Order
from realtime.models import Delivery, Message
from realtime.planning.occasions import OFFERS

TAKEN = "the order is not to be had any more"


def retract_offers(order: Order) -> int:
    """Returns how many. One that a worker holds is being sent; the worker asks itself whether it is still true."""
    offers = Message.objects.filter(order=order, kind__in=OFFERS).values_list("pk", flat=True)
    waiting = Delivery.objects.filter(message_id__in=list(offers), state=Delivery.State.WAITING, lease=None)
    return waiting.update(state=Delivery.State.DROPPED, last_error=TAKEN)
