from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.audit import door_address, door_browser
from agents.errors import NotAChoice
from agents.models import Officer, User
from agents.text import optional
from dispatch.orders.access import require_asker
from dispatch.orders.changes import amend, read_order, record
from dispatch.orders.errors import (
    DuplicateIdWithAnotherBody,
    NotRateable,
    OwnRequest,
    RatedByCall,
    RatingClosed,
    RatingFixed,
)
from dispatch.orders.models import Order, OrderEvent, Rating
from dispatch.orders.signals import order_rated
from dispatch.orders.states import State

WORDS_LENGTH_MAX = 500


@transaction.atomic
def rate_order(
    order_id: UUID, *, grade: str, by: User, at: datetime, words: str = "", client_id: UUID | None = None
) -> Rating:
    """评价: once for each service; may be changed for 7 days; closes after 15 (LS-08, DESIGN §2.9).

    The same word again is the same rating; and a rating that waited on a phone and is sent once more under its
    ``client_id`` does not undo the one that came after it: the answer is the rating that counts. Never by the agent
    who served (X10). Raises NotAChoice, TextTooLong, NotRateable, RatedByCall, RatingClosed, RatingFixed, OwnRequest,
    DuplicateIdWithAnotherBody or OrderNotFound; a receiver may refuse what is settled.
    """
    order = read_order(order_id, county_id=by.county_id)
    require_asker(order, by)
    return give_rating(order, grade=grade, words=words, by=by, at=at, client_id=client_id)


@transaction.atomic
def give_rating(
    order: Order,
    *,
    grade: str,
    words: str,
    by: User | None,
    at: datetime,
    client_id: UUID | None = None,
) -> Rating:
    """The same for whoever a door let in. ``by`` is None for a number that never signed in."""
    if grade not in Rating.Grade.values:
        raise NotAChoice(field="grade")
    said = optional(words, max_length=WORDS_LENGTH_MAX, field="words")
    if by and order.agent and order.agent.user_id == by.pk:
        raise OwnRequest
    if order.state != State.COMPLETED or order.rating_closes_at is None:
        raise NotRateable
    # Two ratings at once come one after the other (F30).
    Order.objects.select_for_update(no_key=True).get(pk=order.pk)
    previous = Rating.objects.filter(order=order, superseded_at=None).first()
    if previous and (previous.grade, previous.words) == (grade, said):
        return previous
    if previous and _came_in_before(client_id, order):
        return previous
    if previous and previous.source == Rating.Source.FOLLOW_UP:
        raise RatedByCall
    _require_time(order, previous, at)
    return write_rating(order, previous, grade=grade, words=said, by=by, at=at, client_id=client_id)


def _came_in_before(client_id: UUID | None, order: Order) -> bool:
    """Raises DuplicateIdWithAnotherBody for an id that something else has."""
    event = client_id and OrderEvent.objects.filter(client_id=client_id).first()
    if not event:
        return False
    if (event.order_id, event.kind) != (order.pk, OrderEvent.Kind.RATED):
        raise DuplicateIdWithAnotherBody(field="id")
    return True


def _require_time(order: Order, previous: Rating | None, at: datetime) -> None:
    if previous is None:
        if order.rating_closes_at and at >= order.rating_closes_at:
            raise RatingClosed
        return
    days = order.policy.rating_revise_days
    first = Rating.objects.filter(order=order).earliest("id")
    if at >= first.rated_at + timedelta(days=days):
        raise RatingFixed(days=days)


def write_rating(
    order: Order,
    previous: Rating | None,
    *,
    grade: str,
    words: str,
    by: User | Officer | None,
    at: datetime,
    client_id: UUID | None = None,
) -> Rating:
    """In place of ``previous``, with its line of the timeline and its news. The order's row is locked.

    An officer is one who heard it on the phone. Raises WrongState; a receiver may refuse what is settled.
    """
    rated = amend(order, Q(state=State.COMPLETED))
    if previous:
        Rating.objects.filter(pk=previous.pk).update(superseded_at=at)
    is_call = isinstance(by, Officer)
    rating = Rating.objects.create(
        county_id=order.county_id,
        order=order,
        grade=grade,
        words=words,
        rated_at=at,
        citizen=by if isinstance(by, User) else None,
        source=Rating.Source.FOLLOW_UP if is_call else Rating.Source.APPLICANT,
        **({} if is_call else _came_from()),
    )
    event = record(
        rated,
        OrderEvent.Kind.RATED,
        at=at,
        by=by,
        words=words,
        client_id=client_id,
        grade=grade,
        revised=bool(previous),
    )
    order_rated.send(Order, order=rated, event=event, at=at, rating=rating, previous=previous)
    return rating


def _came_from() -> dict[str, Any]:
    browser = door_browser()
    return {
        "address": door_address(),
        "browser_agent_id": browser.agent_id if browser else None,
        "browser_agent_seen_at": browser.seen_at if browser else None,
    }
