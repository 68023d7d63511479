from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.models import Agent, User
from agents.text import require
from dispatch.orders.access import require_asker
from dispatch.orders.actions.contact import NOTE_LENGTH_MAX, carried_by
from dispatch.orders.changes import amend, read_order, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_noted
from dispatch.orders.states import LIVE


@transaction.atomic
def note_progress(order_id: UUID, *, words: str, by: Agent | User, at: datetime) -> Order:
    """A line of the timeline in words: the agent's progress, or what the citizen wants to add.

    Raises FieldMissing, NotYourOrder, WrongState (ended) or OrderNotFound.
    """
    said = require(words, max_length=NOTE_LENGTH_MAX, field="words")
    if isinstance(by, Agent):
        order = carried_by(by, order_id)
        only_if = Q(state__in=sorted(LIVE), agent=by)
    else:
        order = read_order(order_id, county_id=by.county_id)
        require_asker(order, by)
        only_if = Q(state__in=sorted(LIVE))
    noted = amend(order, only_if)
    event = record(noted, OrderEvent.Kind.NOTED, at=at, by=by, words=said)
    order_noted.send(Order, order=noted, event=event, at=at)
    return noted
