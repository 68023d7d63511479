"""What an agent does with an order."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status
from ninja.params.functions import Body

from agents import clock
from agents.models import Agent, Grid
from dispatch.orders import actions
from frontend.api.auth import agent_of
from frontend.api.described import problems
from frontend.api.errors import UnknownGrid
from frontend.api.orders.versions import IF_MATCH, answer, answer_acted, require_version
from frontend.api.schemas.base import Nothing
from frontend.api.schemas.given_orders import (
    ItemGiven,
    MaybeGridGiven,
    MaybeNoteGiven,
    ReasonGiven,
    ResultGiven,
)
from frontend.api.schemas.orders import CardTold, OrderSeen, OrderTold

router = Router(tags=["carrying an order"])
Seen = OrderTold | CardTold
REFUSALS = problems(403, 404, 409, 412)
NO_BODY: Any = Body(Nothing())
NO_NOTE: Any = Body(MaybeNoteGiven())
NO_GRID: Any = Body(MaybeGridGiven())


@router.post(
    "/orders/{uuid:order_id}/claim", operation_id="claim_order", response=OrderSeen, openapi_extra=REFUSALS
)
def claim_order(
    request: HttpRequest,
    order_id: UUID,
    body: Nothing = NO_BODY,
    if_match: str | None = IF_MATCH,
) -> HttpResponse:
    """The first eligible agent wins. 409 tells the others by whom (``facts.winner``) and by how much
    (``facts.seconds``); the winner's second tap is answered like the first."""
    agent, at = agent_of(request), clock.now()
    require_version(order_id, agent.user, if_match, at=at)
    return answer_acted(actions.claim_order(order_id, agent=agent, at=at), agent.user, at=at)


@router.post(
    "/orders/{uuid:order_id}/release",
    operation_id="release_order",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def release_order(
    request: HttpRequest,
    order_id: UUID,
    body: ReasonGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Give it back: open at once for all grids, never again for this agent."""
    return _carry(request, response, order_id, if_match, actions.release_order, reason=body.reason)


@router.post(
    "/orders/{uuid:order_id}/start", operation_id="start_order", response=OrderSeen, openapi_extra=REFUSALS
)
def start_order(
    request: HttpRequest,
    order_id: UUID,
    response: HttpResponse,
    body: MaybeNoteGiven = NO_NOTE,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """First contact made; the service is under way."""
    return _carry(request, response, order_id, if_match, actions.start_order, note=body.note)


@router.post(
    "/orders/{uuid:order_id}/extend",
    operation_id="extend_contact",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def extend_contact(
    request: HttpRequest,
    order_id: UUID,
    body: ReasonGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """More time for the first contact: once, with a reason."""
    return _carry(request, response, order_id, if_match, actions.extend_contact, reason=body.reason)


@router.post(
    "/orders/{uuid:order_id}/suspend",
    operation_id="suspend_order",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def suspend_order(
    request: HttpRequest,
    order_id: UUID,
    body: ReasonGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Waiting for papers: the time limit stands still."""
    return _carry(request, response, order_id, if_match, actions.suspend_order, reason=body.reason)


@router.post(
    "/orders/{uuid:order_id}/resume", operation_id="resume_order", response=OrderSeen, openapi_extra=REFUSALS
)
def resume_order(
    request: HttpRequest,
    order_id: UUID,
    response: HttpResponse,
    body: MaybeNoteGiven = NO_NOTE,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Take it up again; the working days spent waiting are added to the due date."""
    return _carry(request, response, order_id, if_match, actions.resume_order, note=body.note)


@router.post(
    "/orders/{uuid:order_id}/complete",
    operation_id="complete_order",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def complete_order(
    request: HttpRequest,
    order_id: UUID,
    body: ResultGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Report the result in words. The applicant is asked to rate, and points follow."""
    return _carry(request, response, order_id, if_match, actions.complete_order, result=body.result)


@router.post(
    "/orders/{uuid:order_id}/propose-item",
    operation_id="propose_item",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def propose_item(
    request: HttpRequest,
    order_id: UUID,
    body: ItemGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Say what a vague order turned out to be; an officer confirms it."""
    return _carry(request, response, order_id, if_match, actions.propose_item, item_code=body.item_code)


@router.post(
    "/orders/{uuid:order_id}/wrong-grid",
    operation_id="report_wrong_grid",
    response={204: None},
    openapi_extra=REFUSALS,
)
def report_wrong_grid(
    request: HttpRequest,
    order_id: UUID,
    body: MaybeGridGiven = NO_GRID,
    if_match: str | None = IF_MATCH,
) -> Status[None]:
    """Not of my grid: it goes to the named one, else to all grids and an officer. Nobody is blamed; once only."""
    agent, at = agent_of(request), clock.now()
    require_version(order_id, agent.user, if_match, at=at)
    actions.report_wrong_grid(order_id, agent=agent, grid=_grid(agent, body.grid_code), at=at)
    return Status(204, None)


def _grid(agent: Agent, code: str) -> Grid | None:
    """Raises UnknownGrid."""
    if not code:
        return None
    grid = Grid.objects.filter(county_id=agent.county_id, code=code).first()
    if grid is None:
        raise UnknownGrid
    return grid


def _carry(
    request: HttpRequest,
    response: HttpResponse,
    order_id: UUID,
    if_match: str | None,
    act: Callable[..., object],
    **said: str,
) -> Seen:
    """What every door here does: the signed-in agent acts now, on the version that the client has seen."""
    agent, at = agent_of(request), clock.now()
    require_version(order_id, agent.user, if_match, at=at)
    act(order_id, agent=agent, at=at, **said)
    return answer(order_id, agent.user, response, at=at)
