from datetime import datetime

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.errors import FieldMissing, NotAChoice, NotPermitted
from agents.models import Officer
from agents.rights import Right
from agents.text import optional
from dispatch.orders.actions import override_rating
from dispatch.orders.models import Order
from dispatch.oversight.followups.errors import (
    FollowUpAnswered,
    FollowUpGivenUp,
    FollowUpNotFound,
    OwnService,
)
from dispatch.oversight.followups.models import FollowUp, FollowUpCall

WORDS_LENGTH_MAX = 500
Outcome = FollowUpCall.Outcome


@transaction.atomic
def record_call(follow_up_id: int, *, outcome: str, words: str, by: Officer, at: datetime) -> FollowUpCall:
    """Who was called, what was said: one answer for each follow-up, heard by a named officer (QJ-14).

    An unsatisfied answer counts in place of the rating that was given (R9, ``override_rating``) and needs words; the
    agent may appeal as against any rating. The same answer again is the same call. Raises NotPermitted, NotAChoice,
    FieldMissing, TextTooLong, FollowUpNotFound, OwnService, FollowUpAnswered or FollowUpGivenUp.
    """
    if not by.may(Right.OVERSEE):
        raise NotPermitted
    if outcome not in Outcome.values:
        raise NotAChoice(field="outcome")
    said = optional(words, max_length=WORDS_LENGTH_MAX, field="words")
    if outcome == Outcome.UNSATISFIED and not said:
        raise FieldMissing(field="words")
    follow_up = _read(follow_up_id, by)
    # Two officers with the same number at the ear: one after the other, and orders before everything else.
    Order.objects.select_for_update(no_key=True).get(pk=follow_up.order_id)
    calls = list(FollowUpCall.objects.filter(follow_up=follow_up).select_related("officer"))
    known = next((call for call in calls if call.outcome in FollowUpCall.ANSWERS), None)
    if known:
        if (known.outcome, known.words, known.officer_id) == (outcome, said, by.pk):
            return known
        raise FollowUpAnswered(officer=known.officer.name)
    calls_max = follow_up.order.policy.follow_up_calls_max
    if len(calls) >= calls_max:
        raise FollowUpGivenUp(max=calls_max)
    call = FollowUpCall.objects.create(
        county_id=follow_up.county_id,
        follow_up=follow_up,
        outcome=outcome,
        words=said,
        officer=by,
        called_at=at,
    )
    rating = (
        override_rating(follow_up.order_id, words=said, by=by, at=at)
        if outcome == Outcome.UNSATISFIED
        else None
    )
    facts = {"outcome": outcome, "call": len(calls) + 1, "overrides": rating is not None}
    record_audit(Deed.FOLLOW_UP_RECORDED, by=by, at=at, about=follow_up.order, after=facts)
    return call


def _read(follow_up_id: int, by: Officer) -> FollowUp:
    """Raises FollowUpNotFound or OwnService."""
    found = FollowUp.objects.visible_to(by).select_related("order__policy", "agent")
    follow_up = found.filter(pk=follow_up_id).first()
    if follow_up is None:
        raise FollowUpNotFound
    if follow_up.agent.user_id == by.user_id:
        raise OwnService
    return follow_up
