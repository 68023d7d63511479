from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from agents.models import Agent, User
from agents.text import require
from dispatch.orders.access import require_asker
from dispatch.orders.actions.contact import NOTE_LENGTH_MAX, carried_by
from dispatch.orders.changes import amend, read_order, record
from dispatch.orders.errors import DuplicateIdWithAnotherBody
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted
from dispatch.orders.states import LIVE


def note_progress(
    order_id: UUID, *, words: str, by: Agent | User, at: datetime, client_id: UUID | None = None
) -> Order:
    """A line of the timeline in words: the agent's progress, or what the citizen wants to add.

    A note may wait on a phone and be sent more than once: the same ``client_id`` is the same note, also after the
    order has moved on, and its first time is kept (DESIGN §2.17).
    Raises FieldMissing, TextTooLong, DuplicateIdWithAnotherBody, NotYourOrder, WrongState (ended) or OrderNotFound.
    """
    said = require(words, max_length=NOTE_LENGTH_MAX, field="words")
    known = _already_noted(client_id, order_id, said, by)
    if known:
        return known
    try:
        return _note(order_id, said, by=by, at=at, client_id=client_id)
    except IntegrityError:
        # The same note got in between the look and the insert.
        again = _already_noted(client_id, order_id, said, by)
        if again is None:
            raise
        return again


@transaction.atomic
def _note(order_id: UUID, said: str, *, by: Agent | User, at: datetime, client_id: UUID | None) -> Order:
    if isinstance(by, Agent):
        order = carried_by(by, order_id)
        only_if = Q(state__in=sorted(LIVE), agent=by)
    else:
        order = read_order(order_id, county_id=by.county_id)
        require_asker(order, by)
        only_if = Q(state__in=sorted(LIVE))
    noted = amend(order, only_if)
    event = record(noted, OrderEvent.Kind.NOTED, at=at, by=by, words=said, client_id=client_id)
    order_noted.send(Order, order=noted, event=event, at=at)
    return noted


def _already_noted(client_id: UUID | None, order_id: UUID, said: str, by: Agent | User) -> Order | None:
    """Raises DuplicateIdWithAnotherBody, also for an id that somebody else's note has."""
    if client_id is None:
        return None
    event = OrderEvent.objects.filter(client_id=client_id).select_related("order").first()
    if event is None:
        return None
    author = event.agent_id if isinstance(by, Agent) else event.citizen_id
    if (event.order_id, event.words, author) != (order_id, said, by.pk):
        raise DuplicateIdWithAnotherBody(field="id")
    return event.order
