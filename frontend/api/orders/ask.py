"""What who asked says about an order; cancelling and notes are open to others too."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja.params.functions import Body

from agents import clock
from agents.models import Agent, Officer, User
from dispatch.orders import actions
from dispatch.orders.access import is_asker
from dispatch.orders.changes import read_order
from frontend.api.auth import user_of
from frontend.api.described import problems
from frontend.api.orders.router import router
from frontend.api.orders.versions import IF_MATCH, answer, require_version
from frontend.api.schemas.given_orders import MaybeReasonGiven, NoteGiven, RatingGiven
from frontend.api.schemas.orders import CardTold, OrderSeen, OrderTold

Seen = OrderTold | CardTold
REFUSALS = problems(403, 404, 409, 412)
NO_REASON: Any = Body(MaybeReasonGiven())


@router.post(
    "/orders/{uuid:order_id}/notes", operation_id="note_progress", response=OrderSeen, openapi_extra=REFUSALS
)
def note_progress(
    request: HttpRequest,
    order_id: UUID,
    body: NoteGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """A line of the timeline: progress from the agent, or what the asker wants to add. The same id is the same note."""
    user, at = user_of(request), clock.now()
    require_version(order_id, user, if_match, at=at)
    noter = _noter(order_id, user)
    actions.note_progress(order_id, words=body.words, by=noter, at=at, client_id=body.id)
    return answer(order_id, user, response, at=at)


@router.post(
    "/orders/{uuid:order_id}/cancel", operation_id="cancel_order", response=OrderSeen, openapi_extra=REFUSALS
)
def cancel_order(
    request: HttpRequest,
    order_id: UUID,
    response: HttpResponse,
    body: MaybeReasonGiven = NO_REASON,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Withdraw it: who asked, or an officer. Cancelling twice is cancelling once."""
    user, at = user_of(request), clock.now()
    require_version(order_id, user, if_match, at=at)
    actions.cancel_order(order_id, by=_canceller(order_id, user), reason=body.reason, at=at)
    return answer(order_id, user, response, at=at)


@router.post(
    "/orders/{uuid:order_id}/ratings", operation_id="rate_order", response=OrderSeen, openapi_extra=REFUSALS
)
def rate_order(
    request: HttpRequest,
    order_id: UUID,
    body: RatingGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """The asker's word on the service: once, to be changed for seven days."""
    user, at = user_of(request), clock.now()
    require_version(order_id, user, if_match, at=at)
    actions.rate_order(order_id, grade=body.grade.value, words=body.words, by=user, at=at)
    return answer(order_id, user, response, at=at)


def _noter(order_id: UUID, user: User) -> Agent | User:
    agent = user.as_agent
    if agent and not is_asker(read_order(order_id, county_id=user.county_id), user):
        return agent
    return user


def _canceller(order_id: UUID, user: User) -> Officer | User:
    officer = user.as_officer
    if officer and not is_asker(read_order(order_id, county_id=user.county_id), user):
        return officer
    return user
