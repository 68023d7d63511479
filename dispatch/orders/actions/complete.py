from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.models import Agent
from agents.text import require
from dispatch.orders.actions.contact import carried_by
from dispatch.orders.actions.release import end_assignment
from dispatch.orders.changes import move, record
from dispatch.orders.errors import WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.signals import order_completed
from dispatch.orders.states import Action, State

RESULT_LENGTH_MAX = 1000
RESULT: Any = Order._meta.get_field("result")


def complete_order(order_id: UUID, *, agent: Agent, result: str, at: datetime) -> Order:
    """办结: the agent reports the result in words, and the applicant is asked to rate (LS-07, DESIGN §2.8).

    The same result sent again, also at the same moment, is the same completion. Raises FieldMissing (no result),
    TextTooLong, NotYourOrder, WrongState or OrderNotFound.
    """
    words = require(result, max_length=RESULT_LENGTH_MAX, field="result")
    try:
        return _complete(order_id, words, agent=agent, at=at)
    except WrongState:
        order = carried_by(agent, order_id)
        if order.state != State.COMPLETED or order.result != words:
            raise
        return order


@transaction.atomic
def _complete(order_id: UUID, words: str, *, agent: Agent, at: datetime) -> Order:
    order = carried_by(agent, order_id)
    completed = move(
        order,
        Action.COMPLETE,
        only_if=Q(agent=agent),
        result=RESULT.sealed(words, key=order.pk),
        completed_at=at,
        rating_closes_at=at + timedelta(days=order.policy.rating_close_days),
        suspended_at=None,
        resume_due_at=None,
    )
    end_assignment(completed, ending=Assignment.Ending.COMPLETED, at=at)
    event = record(completed, OrderEvent.Kind.COMPLETED, at=at, by=agent, words=words)
    order_completed.send(Order, order=completed, event=event, at=at)
    return completed
