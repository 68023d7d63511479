from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents import workdays
from agents.models import Agent
from agents.text import optional, require
from dispatch.orders.actions.contact import NOTE_LENGTH_MAX, carried_by
from dispatch.orders.actions.release import REASON_LENGTH_MAX
from dispatch.orders.changes import Actor, move, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_resumed, order_suspended
from dispatch.orders.states import Action


@transaction.atomic
def suspend_order(order_id: UUID, *, agent: Agent, reason: str, at: datetime) -> Order:
    """中止: waiting for papers; the time limit stands still, and a date to take it up again is set.

    Raises FieldMissing (no reason), NotYourOrder, WrongState or OrderNotFound.
    """
    words = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    order = carried_by(agent, order_id)
    suspended = move(
        order,
        Action.SUSPEND,
        only_if=Q(agent=agent),
        suspended_at=at,
        resume_due_at=_resume_due_at(order, at),
    )
    event = record(suspended, OrderEvent.Kind.SUSPENDED, at=at, by=agent, words=words)
    order_suspended.send(Order, order=suspended, event=event, at=at)
    return suspended


@transaction.atomic
def resume_order(order_id: UUID, *, agent: Agent, at: datetime, note: str = "") -> Order:
    """续办: the working days spent waiting are added to the due date.

    Raises NotYourOrder, WrongState or OrderNotFound.
    """
    words = optional(note, max_length=NOTE_LENGTH_MAX, field="note")
    return take_up_again(carried_by(agent, order_id), by=agent, words=words, at=at)


def take_up_again(order: Order, *, by: Actor, words: str, at: datetime) -> Order:
    """The same, whoever takes it up. Raises WrongState."""
    resumed = move(
        order,
        Action.RESUME,
        only_if=Q(agent_id=order.agent_id),
        suspended_at=None,
        resume_due_at=None,
        due_at=_shifted_due_at(order, at),
    )
    event = record(resumed, OrderEvent.Kind.RESUMED, at=at, by=by, words=words)
    order_resumed.send(Order, order=resumed, event=event, at=at)
    return resumed


def _resume_due_at(order: Order, at: datetime) -> datetime:
    days = order.policy.suspended_working_days_max
    # A reminder to ourselves, not a promise: calendar days serve where the calendar is not announced.
    return workdays.due_at(at, days, order.county.zone) or at + timedelta(days=days)


def _shifted_due_at(order: Order, at: datetime) -> datetime | None:
    if order.due_at is None or order.suspended_at is None:
        return order.due_at
    zone = order.county.zone
    try:
        waited = workdays.workdays_between(
            order.suspended_at.astimezone(zone).date(), at.astimezone(zone).date()
        )
    except workdays.CalendarNotAnnounced:
        return None
    return workdays.due_at(order.due_at, waited, zone)
