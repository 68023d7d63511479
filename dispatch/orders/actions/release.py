from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import BigIntegerField, F, Func, Q, Value

from agents.models import Agent
from agents.text import require
from dispatch.orders.changes import Actor, move, read_order, record
from dispatch.orders.errors import NotYourOrder, WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.signals import order_released
from dispatch.orders.states import Action

REASON_LENGTH_MAX = 500
REASON: Any = Assignment._meta.get_field("reason")


def release_order(order_id: UUID, *, agent: Agent, reason: str, at: datetime) -> Order:
    """退单: the agent gives it back; open at once for all grids, never again for this agent (DESIGN §2.7).

    The same reason sent again by who no longer carries it is the same release: its answer was lost on the way.
    Raises FieldMissing (no reason), TextTooLong, NotYourOrder, WrongState or OrderNotFound.
    """
    words = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    order = read_order(order_id, county_id=agent.county_id)
    try:
        if order.agent_id != agent.pk:
            raise NotYourOrder
        return reopen(order, ending=Assignment.Ending.RELEASED, by=agent, words=words, at=at)
    except (NotYourOrder, WrongState):
        if not _gave_it_back(order, agent, words):
            raise
        return read_order(order_id, county_id=agent.county_id)


def _gave_it_back(order: Order, agent: Agent, words: str) -> bool:
    """The agent's last turn with this order ended by these very words."""
    last = Assignment.objects.filter(order=order, agent=agent).order_by("-id").first()
    return bool(last and last.ending == Assignment.Ending.RELEASED and last.reason == words)


@transaction.atomic
def reopen(order: Order, *, ending: Assignment.Ending, by: Actor, words: str, at: datetime) -> Order:
    """Back to the board of all grids, whoever sent it there. Points nothing. Raises WrongState."""
    had_it = order.agent
    only_if = Q(agent_id=order.agent_id)
    if ending == Assignment.Ending.AUTO_RELEASED:
        only_if &= Q(state="claimed", contact_due_at__lte=at)
    declined = ending != Assignment.Ending.NOT_MY_GRID
    opened = move(order, Action.RELEASE, only_if=only_if, **_open_again(order, at, declined=declined))
    end_assignment(opened, ending=ending, at=at, reason=words)
    event = record(
        opened, OrderEvent.Kind.RELEASED, at=at, by=by, words=words, ending=ending, agent_id=order.agent_id
    )
    order_released.send(Order, order=opened, event=event, at=at, agent=had_it, ending=ending)
    return opened


def end_assignment(order: Order, *, ending: Assignment.Ending, at: datetime, reason: str = "") -> None:
    Assignment.objects.filter(order=order, ended_at=None).update(
        ended_at=at, ending=ending, reason=REASON.sealed(reason, key=order.pk)
    )


def _open_again(order: Order, at: datetime, *, declined: bool) -> dict[str, Any]:
    """``declined``: who had it cannot claim it again."""
    opened: dict[str, Any] = {
        "agent": None,
        "claimed_at": None,
        "contact_due_at": None,
        "contact_remind_at": None,
        "contact_extended_at": None,
        "started_at": None,
        "broaden_at": at,
        "broadened_at": at,
        "broaden_reason": Order.BroadenReason.RELEASED,
        "desk_at": at + order.policy.desk_after,
        "desk_level": 0,
        "desk_due_at": None,
    }
    if declined:
        opened["declined_agent_ids"] = Func(
            F("declined_agent_ids"),
            Value(order.agent_id),
            function="array_append",
            output_field=ArrayField(BigIntegerField()),
        )
    return opened
