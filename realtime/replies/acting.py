"""From what was read to what happens: the same actions as behind every other door."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from agents.errors import FieldMissing
from agents.models import Agent
from dispatch.orders.actions import claim_order, complete_order, release_order, start_order
from dispatch.orders.models import Order
from dispatch.orders.states import State
from realtime.models import ReplyCode
from realtime.replies.codes import find_code, reply_code, use_code
from realtime.replies.errors import CodeUnknown, CodeUsed, WhichOrder, WordsMissing
from realtime.replies.reading import Reading, Verb


@dataclass(frozen=True)
class Done:
    """``kind`` is the message that answers."""

    kind: str
    order: Order
    facts: dict[str, str] = field(default_factory=dict)


def act(reading: Reading, *, agent: Agent, at: datetime) -> Done:
    """Raises CodeUnknown, CodeUsed, WhichOrder, WordsMissing or what the action refuses."""
    code = _code(reading, agent)
    if reading.verb == Verb.CLAIM:
        return _claim(code, reading, agent, at)
    order = code.order if code else _only_order(agent)
    try:
        return _work(reading, order, agent, at)
    except FieldMissing:
        raise WordsMissing from None


def _code(reading: Reading, agent: Agent) -> ReplyCode | None:
    if not reading.code:
        return None
    code = find_code(reading.code, agent)
    if code is None:
        raise CodeUnknown(digits=reading.code)
    return code


def _claim(code: ReplyCode | None, reading: Reading, agent: Agent, at: datetime) -> Done:
    if code is None:
        raise WhichOrder
    if code.used_at and code.order.agent_id != agent.pk:
        raise CodeUsed(digits=reading.code)
    order = claim_order(code.order_id, agent=agent, at=at)
    use_code(code, at=at)
    return Done("reply_claimed", order, {"reply_code": code.code})


def _work(reading: Reading, order: Order, agent: Agent, at: datetime) -> Done:
    match reading.verb:
        case Verb.START:
            started = start_order(order.pk, agent=agent, note=reading.words, at=at)
            return Done("reply_started", started, {"reply_code": reply_code(order.pk, agent, at=at)})
        case Verb.COMPLETE:
            return Done("reply_completed", _complete(order, reading.words, agent, at))
        case _:
            released = release_order(order.pk, agent=agent, reason=reading.words, at=at)
            return Done("reply_released", released)


@transaction.atomic
def _complete(order: Order, words: str, agent: Agent, at: datetime) -> Order:
    # Whoever has done it has made contact, and need not say so in an SMS of its own.
    if words and order.state == State.CLAIMED and order.agent_id == agent.pk:
        start_order(order.pk, agent=agent, at=at)
    return complete_order(order.pk, agent=agent, result=words, at=at)


def _only_order(agent: Agent) -> Order:
    """Without digits the one that is carried is meant. Raises WhichOrder when there are several or none."""
    carried = list(Order.objects.unfinished().filter(agent=agent)[:2])
    if len(carried) != 1:
        raise WhichOrder
    return carried[0]
