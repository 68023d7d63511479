"""申诉: the agent answers an unsatisfied rating, once (X11)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.models import Agent
from agents.text import require
from dispatch.orders.errors import NotYourOrder
from dispatch.orders.models import Rating
from points.appeals.cooling import may_appeal
from points.appeals.errors import AlreadyAppealed, AppealClosed, NothingToAppeal
from points.holds.read import lock_order
from points.models import Appeal
from points.signals import appeal_made

WORDS_LENGTH_MAX = 1000


@transaction.atomic
def appeal_rating(order_id: UUID, *, agent: Agent, words: str, at: datetime) -> Appeal:
    """Within the cooling time; the same words again are the same appeal, also after the ruling.

    Raises FieldMissing, TextTooLong, OrderNotFound, NotYourOrder, NothingToAppeal, AppealClosed or AlreadyAppealed.
    """
    said = require(words, max_length=WORDS_LENGTH_MAX, field="words")
    order = lock_order(order_id, agent.county_id)
    if order.agent_id != agent.pk:
        raise NotYourOrder
    earlier = Appeal.objects.filter(order=order, agent=agent).order_by("-id")
    same = next((each for each in earlier if each.words == said), None)
    rating = Rating.objects.filter(order=order, superseded_at=None).first()
    if same and (rating is None or same.rating_id == rating.pk):
        return same
    if rating is None or not rating.is_unsatisfied:
        raise NothingToAppeal
    if Appeal.objects.filter(rating=rating).exists():
        raise AlreadyAppealed
    if not may_appeal(order, rating, at=at):
        raise AppealClosed(days=order.policy.answer_working_days)
    appeal = Appeal(county_id=order.county_id, order=order, rating=rating, agent=agent, appealed_at=at)
    appeal.words = said
    appeal.save(force_insert=True)
    appeal_made.send(Appeal, appeal=appeal, at=at)
    return appeal
