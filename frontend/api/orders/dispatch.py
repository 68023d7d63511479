"""What an officer does with an order, and the reveal, which agents may do too."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.functions import Body

from agents import clock
from agents.errors import NotPermitted
from agents.models import Agent, Grid, Officer, User
from dispatch.orders import actions
from dispatch.orders.models import Order
from frontend.api.auth import dispatcher_of, user_of
from frontend.api.described import problems
from frontend.api.errors import UnknownAgent, UnknownGrid
from frontend.api.orders.seen import as_officer, read_seen, with_told_facts
from frontend.api.orders.versions import IF_MATCH, etag, require_version
from frontend.api.schemas.base import Nothing
from frontend.api.schemas.given_orders import AssignmentGiven, GridGiven, ItemGiven
from frontend.api.schemas.orders import CardTold, OrderSeen, OrderTold, RevealedTold

router = Router(tags=["dispatching"])
Seen = OrderTold | CardTold
REFUSALS = problems(403, 404, 409, 412)
NO_BODY: Any = Body(Nothing())


@router.post(
    "/orders/{uuid:order_id}/assign", operation_id="assign_order", response=OrderSeen, openapi_extra=REFUSALS
)
def assign_order(
    request: HttpRequest,
    order_id: UUID,
    body: AssignmentGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Choose the agent, also one who takes it over from another."""
    officer, at = dispatcher_of(request), clock.now()
    require_version(order_id, officer.user, if_match, at=at)
    agent = Agent.objects.filter(county=officer.county_id, pk=body.agent_id).first()
    if agent is None:
        raise UnknownAgent
    actions.assign_order(order_id, agent=agent, by=officer, reason=body.reason, at=at)
    return _told(order_id, response)


@router.post(
    "/orders/{uuid:order_id}/locate", operation_id="locate_order", response=OrderSeen, openapi_extra=REFUSALS
)
def locate_order(
    request: HttpRequest,
    order_id: UUID,
    body: GridGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Name the grid where nothing else could."""
    officer, at = dispatcher_of(request), clock.now()
    require_version(order_id, officer.user, if_match, at=at)
    grid = Grid.objects.filter(county=officer.county_id, code=body.grid_code).first()
    if grid is None:
        raise UnknownGrid
    actions.locate_order(order_id, grid=grid, by=officer, at=at)
    return _told(order_id, response)


@router.post(
    "/orders/{uuid:order_id}/confirm-item",
    operation_id="confirm_item",
    response=OrderSeen,
    openapi_extra=REFUSALS,
)
def confirm_item(
    request: HttpRequest,
    order_id: UUID,
    body: ItemGiven,
    response: HttpResponse,
    if_match: str | None = IF_MATCH,
) -> Seen:
    """Confirm or name the item; class and points follow."""
    officer, at = dispatcher_of(request), clock.now()
    require_version(order_id, officer.user, if_match, at=at)
    actions.confirm_item(order_id, item_code=body.item_code, by=officer, at=at)
    return _told(order_id, response)


@router.post(
    "/orders/{uuid:order_id}/reveal",
    operation_id="reveal_applicant",
    response=RevealedTold,
    openapi_extra=REFUSALS,
)
def reveal_applicant(
    request: HttpRequest,
    order_id: UUID,
    body: Nothing = NO_BODY,
    if_match: str | None = IF_MATCH,
) -> RevealedTold:
    """Name, phone, address and wish, for who carries the order or dispatches. Each time is a row the asker can read."""
    user, at = user_of(request), clock.now()
    require_version(order_id, user, if_match, at=at)
    order, _ = read_seen(order_id, user, at=at)
    applicant = actions.reveal_applicant(order, to=_servant(order, user), why="api", at=at)
    return RevealedTold.of_order(applicant, wish=order.wish)


def _told(order_id: UUID, response: HttpResponse) -> OrderTold:
    """What the order has become, also when it now lies outside what this officer answers for."""
    order = with_told_facts(Order.objects.all()).get(pk=order_id)
    response["ETag"] = etag(order)
    return as_officer(order)


def _servant(order: Order, user: User) -> Agent | Officer:
    agent, officer = user.as_agent, user.as_officer
    if agent and (order.agent_id == agent.pk or officer is None):
        return agent
    if officer is None:
        raise NotPermitted
    return officer
