from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.errors import NotPermitted
from agents.models import Officer, User
from agents.text import optional
from dispatch.orders.access import require_asker
from dispatch.orders.actions.release import REASON_LENGTH_MAX, end_assignment
from dispatch.orders.changes import move, read_order, read_visible_order, record
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.signals import order_cancelled
from dispatch.orders.states import Action, State


@transaction.atomic
def cancel_order(order_id: UUID, *, by: User | Officer, at: datetime, reason: str = "") -> Order:
    """撤销: the citizen or an officer withdraws it. Cancelling twice is cancelling once.

    Raises NotPermitted, WrongState or OrderNotFound.
    """
    words = optional(reason, max_length=REASON_LENGTH_MAX, field="reason")
    if isinstance(by, Officer):
        if not by.may_dispatch:
            raise NotPermitted
        order = read_visible_order(order_id, to=by)
    else:
        order = read_order(order_id, county_id=by.county_id)
        require_asker(order, by)
    if order.state == State.CANCELLED:
        return order
    cancelled = move(
        order,
        Action.CANCEL,
        cancelled_at=at,
        suspended_at=None,
        resume_due_at=None,
        contact_remind_at=None,
    )
    end_assignment(cancelled, ending=Assignment.Ending.CANCELLED, at=at)
    event = record(cancelled, OrderEvent.Kind.CANCELLED, at=at, by=by, words=words)
    order_cancelled.send(Order, order=cancelled, event=event, at=at, agent=cancelled.agent)
    return cancelled
