from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from agents.models import Agent
from agents.text import optional, require
from dispatch.orders.actions.release import REASON_LENGTH_MAX, reopen
from dispatch.orders.changes import amend, draft_event, move, read_order, record
from dispatch.orders.deadlines import contact_deadline
from dispatch.orders.errors import AlreadyExtended, NotYourOrder, WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.returning import update_returning
from dispatch.orders.signals import contact_reminded, order_noted, order_started
from dispatch.orders.states import Action, State

NOTE_LENGTH_MAX = 500
BATCH = 200


@transaction.atomic
def start_order(order_id: UUID, *, agent: Agent, at: datetime, note: str = "") -> Order:
    """First contact made: the service is under way (DESIGN §2.6). Raises NotYourOrder, WrongState, OrderNotFound."""
    words = optional(note, max_length=NOTE_LENGTH_MAX, field="note")
    order = carried_by(agent, order_id)
    started = move(order, Action.START, only_if=Q(agent=agent), started_at=at, contact_remind_at=None)
    event = record(started, OrderEvent.Kind.STARTED, at=at, by=agent, words=words)
    order_started.send(Order, order=started, event=event, at=at)
    return started


@transaction.atomic
def extend_contact(order_id: UUID, *, agent: Agent, reason: str, at: datetime) -> Order:
    """Once, with a reason: the hours for the first contact begin again (DESIGN §2.6).

    Raises FieldMissing, AlreadyExtended, NotYourOrder, WrongState or OrderNotFound.
    """
    words = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    order = carried_by(agent, order_id)
    if order.contact_extended_at:
        raise AlreadyExtended
    contact = contact_deadline(order.policy, at, order.county.zone)
    extended = amend(
        order,
        Q(state=State.CLAIMED, agent=agent, contact_extended_at=None),
        contact_extended_at=at,
        contact_due_at=contact.due_at,
        contact_remind_at=contact.remind_at,
    )
    event = record(extended, OrderEvent.Kind.CONTACT_EXTENDED, at=at, by=agent, words=words)
    order_noted.send(Order, order=extended, event=event, at=at)
    return extended


@transaction.atomic
def remind_of_contact(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: remind at half time, once. Returns how many were reminded."""
    due = Order.objects.due_for_contact_reminder(at).order_by("contact_remind_at")
    ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:limit])
    reminded = update_returning(
        Order.objects.filter(pk__in=ids), contact_remind_at=None, version=F("version") + 1
    )
    events = [draft_event(order, OrderEvent.Kind.CONTACT_REMINDED, at=at) for order in reminded]
    for event in OrderEvent.objects.bulk_create(events):
        contact_reminded.send(Order, order=event.order, event=event, at=at)
    return len(reminded)


def release_overdue_orders(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: no first contact in time, so back to all grids, with a note on the agent's record.

    Each order in a transaction of its own; any number of dispatchers may run. Returns how many were released.
    """
    released = 0
    for order_id in Order.objects.due_for_release(at).values_list("pk", flat=True)[:limit]:
        released += _release_if_overdue(order_id, at)
    return released


@transaction.atomic
def _release_if_overdue(order_id: UUID, at: datetime) -> int:
    order = (
        Order.objects.due_for_release(at)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("policy", "county")
        .filter(pk=order_id)
        .first()
    )
    if order is None:
        return 0
    try:
        reopen(order, ending=Assignment.Ending.AUTO_RELEASED, by=None, words="", at=at)
    except WrongState:
        return 0
    return 1


def carried_by(agent: Agent, order_id: UUID) -> Order:
    """Raises OrderNotFound or NotYourOrder."""
    order = read_order(order_id, county_id=agent.county_id)
    if order.agent_id != agent.pk:
        raise NotYourOrder
    return order
