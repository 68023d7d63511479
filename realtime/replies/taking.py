"""An SMS that has come in: acted upon once, and answered by SMS, politely and never for ever."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation

from agents import vault
from agents.errors import Refusal
from agents.models import Agent, User
from agents.text import clean
from realtime.models import Reply
from realtime.outbox.say import Said, say
from realtime.reachability import heard_from
from realtime.replies.acting import act
from realtime.replies.reading import Verb, read_reply

TEXT_LENGTH_MAX = 2000
# Two machines that answer each other would do so for ever: what led to nothing is answered a few times an hour.
ANSWERS_TO_NOTHING_MAX = 5
WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class _Result:
    verb: Verb
    outcome: Reply.Outcome
    kind: str = ""
    order_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def take_reply(reference: str, *, phone: str, text: str, county_id: str, at: datetime) -> Reply:
    """``reference`` is the provider's id of the SMS: the same one again changes nothing and is not answered again.

    ``phone`` is E.164. A number of no agent is noted and never answered (X02).
    """
    reply, _ = Reply.objects.get_or_create(
        county_id=county_id,
        reference=reference,
        defaults={
            "phone_index": vault.index("phone", phone),
            "text": clean(text)[:TEXT_LENGTH_MAX],
            "at": at,
        },
    )
    # One that was interrupted is taken up again: every action said twice is said once.
    if reply.outcome:
        return reply
    user = User.objects.filter(county_id=county_id, phone_index=reply.phone_index, is_active=True).first()
    agent = user.as_agent if user else None
    if agent:
        heard_from(agent, at=at)
    result = _acted(reply, agent, at) if agent else _Result(Verb.UNCLEAR, Reply.Outcome.STRANGER)
    return _answer(reply, agent, result, at)


def _acted(reply: Reply, agent: Agent, at: datetime) -> _Result:
    reading = read_reply(reply.text)
    if reading.verb == Verb.UNCLEAR:
        return _Result(reading.verb, Reply.Outcome.UNCLEAR, "reply_unclear")
    try:
        done = act(reading, agent=agent, at=at)
    except Refusal as refusal:
        with translation.override(agent.user.language or settings.LANGUAGE_CODE):
            sentence = str(refusal)
        return _Result(reading.verb, Reply.Outcome.REFUSED, "reply_refused", facts={"sentence": sentence})
    return _Result(reading.verb, Reply.Outcome.DONE, done.kind, done.order.pk, done.facts)


@transaction.atomic
def _answer(reply: Reply, agent: Agent | None, result: _Result, at: datetime) -> Reply:
    reply.agent, reply.verb, reply.outcome = agent, result.verb, result.outcome
    reply.order_id = result.order_id
    reply.is_answered = agent is not None and _may_answer(reply, at)
    if not Reply.objects.filter(pk=reply.pk, outcome="").update(
        agent=agent,
        verb=result.verb,
        outcome=result.outcome,
        order_id=result.order_id,
        is_answered=reply.is_answered,
    ):
        # Delivered twice at the same moment: the other has answered.
        return reply
    if agent and reply.is_answered:
        said = Said(
            kind=result.kind,
            key=f"reply:{reply.pk}",
            county_id=reply.county_id,
            order_id=result.order_id,
            at=at,
            facts=result.facts,
        )
        say(said, to=User.objects.filter(pk=agent.user_id).values_list("pk"))
    return reply


def _may_answer(reply: Reply, at: datetime) -> bool:
    if reply.outcome == Reply.Outcome.DONE:
        return True
    of_number = Reply.objects.filter(phone_index=reply.phone_index, at__gt=at - WITHIN, is_answered=True)
    return of_number.exclude(outcome=Reply.Outcome.DONE).count() < ANSWERS_TO_NOTHING_MAX
