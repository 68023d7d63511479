"""The agent's word on a hold: once, before an officer rules."""

from datetime import datetime

from django.db import transaction

from agents.models import Agent
from agents.text import require
from points.holds.errors import AlreadyAnswered, AlreadyRuled, HoldNotFound
from points.holds.read import lock_order, read_hold
from points.models import HoldAnswer, HoldRuling
from points.signals import hold_answered

WORDS_LENGTH_MAX = 500


@transaction.atomic
def answer_hold(hold_id: int, *, agent: Agent, words: str, at: datetime) -> HoldAnswer:
    """The same words again are the same answer, also after the ruling.

    Raises HoldNotFound (also for another agent's), FieldMissing, TextTooLong, AlreadyAnswered or AlreadyRuled.
    """
    said = require(words, max_length=WORDS_LENGTH_MAX, field="words")
    hold = read_hold(hold_id, county_id=agent.county_id)
    if hold.agent_id != agent.pk:
        raise HoldNotFound
    lock_order(hold.order_id, hold.county_id)
    known = HoldAnswer.objects.filter(hold=hold).first()
    if known and known.words == said:
        return known
    ruling = HoldRuling.objects.select_related("officer").filter(hold=hold).first()
    if ruling:
        raise AlreadyRuled(officer=ruling.officer.name)
    if known:
        raise AlreadyAnswered
    answer = HoldAnswer(county_id=hold.county_id, hold=hold, answered_at=at)
    answer.words = said
    answer.save(force_insert=True)
    hold_answered.send(HoldAnswer, hold=hold, answer=answer, at=at)
    return answer
