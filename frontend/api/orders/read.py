from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query, Status
from pydantic import AwareDatetime, BaseModel, Field

from agents import clock
from agents.errors import NotPermitted
from agents.models import User
from dispatch.orders.access import sees_applicant
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.masking import masked_words
from dispatch.orders.models import Order, OrderEvent, Reveal
from dispatch.orders.queries import OrderQuerySet
from frontend.api.auth import agent_of, officer_of, user_of
from frontend.api.described import problems
from frontend.api.orders.router import router
from frontend.api.orders.seen import as_asker, as_carrier, as_officer, read_seen, with_told_facts
from frontend.api.orders.versions import IF_NONE_MATCH, etag, is_unchanged
from frontend.api.paging import CURSOR, LIMIT, page_of
from frontend.api.schemas.base import Code, Page
from frontend.api.schemas.orders import (
    CardTold,
    EventTold,
    OrderSeen,
    OrderTold,
    RevealsTold,
    RevealTold,
    StateName,
)

NEWEST_FIRST = ("-placed_at", "-id")
Moment = Annotated[
    AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC))
]


class Wanted(BaseModel):
    """Filters of a list of orders."""

    role: Literal["asker", "agent", "officer"] | None = Field(
        None,
        description="asker: what I asked for; agent: what I carry or carried; officer: what I answer for",
    )
    state: StateName | None = None
    township: Code | None = None
    grid: Code | None = None
    number: Code | None = None
    placed_from: Moment | None = None
    placed_until: Moment | None = None


@router.get("/orders", operation_id="list_orders", response=Page[OrderTold], openapi_extra=problems(403))
def list_orders(
    request: HttpRequest, wanted: Query[Wanted], cursor: str | None = CURSOR, limit: int = LIMIT
) -> Page[OrderTold]:
    """Orders, newest first. Without ``role`` officers see what they answer for, everybody else what they asked for."""
    at = clock.now()
    user = user_of(request)
    role = wanted.role or ("officer" if user.as_officer else "asker")
    orders = _filtered(with_told_facts(_of_role(request, user, role)), wanted)
    rows, following = page_of(orders, NEWEST_FIRST, name="orders", cursor=cursor, limit=limit)
    if role == "agent":
        agent = agent_of(request)
        return Page[OrderTold](rows=[as_carrier(order, agent, at=at) for order in rows], next=following)
    seen = as_officer if role == "officer" else as_asker
    return Page[OrderTold](rows=[seen(order) for order in rows], next=following)


@router.get(
    "/orders/{uuid:order_id}",
    operation_id="get_order",
    response={200: OrderSeen, 304: None},
    openapi_extra=problems(404),
)
def get_order(
    request: HttpRequest, order_id: UUID, response: HttpResponse, if_none_match: str | None = IF_NONE_MATCH
) -> Status[OrderTold | CardTold | None]:
    """One order as this person may see it: ``view`` says as whom. Poll with If-None-Match."""
    order, seen = read_seen(order_id, user_of(request), at=clock.now())
    response["ETag"] = etag(order)
    if is_unchanged(order, if_none_match):
        return Status(304, None)
    return Status(200, seen)


@router.get(
    "/orders/{uuid:order_id}/events",
    operation_id="list_order_events",
    response=Page[EventTold],
    openapi_extra=problems(403, 404),
)
def list_order_events(
    request: HttpRequest, order_id: UUID, cursor: str | None = CURSOR, limit: int = LIMIT
) -> Page[EventTold]:
    """The timeline, oldest first: for who asked, who carries it and officers, not for who could claim it.

    Words are masked for officers, and for the agent once the order is long closed; why an agent gave it back is not
    for who asked.
    """
    user, at = user_of(request), clock.now()
    order, seen = read_seen(order_id, user, at=at)
    if isinstance(seen, CardTold):
        raise NotPermitted
    events = OrderEvent.objects.filter(order=order).select_related("agent", "officer")
    rows, following = page_of(events, ("id",), name=f"events:{order_id}", cursor=cursor, limit=limit)
    agent = user.as_agent if seen.view == "agent" else None
    is_masked = seen.view != "asker" and not (agent and sees_applicant(order, agent, at=at))
    told = [EventTold.of(event, words=_words(event, order, seen.view, is_masked)) for event in rows]
    return Page[EventTold](rows=told, next=following)


@router.get(
    "/orders/{uuid:order_id}/reveals",
    operation_id="list_order_reveals",
    response=RevealsTold,
    openapi_extra=problems(404),
)
def list_order_reveals(request: HttpRequest, order_id: UUID) -> RevealsTold:
    """Who saw my name, phone and address, and why (the newest hundred): for who asked."""
    order, seen = read_seen(order_id, user_of(request), at=clock.now())
    if seen.view != "asker":
        raise OrderNotFound
    reveals = (
        Reveal.objects.filter(order=order).select_related("user__agent", "user__officer").order_by("-id")
    )
    return RevealsTold(rows=[RevealTold.of(reveal) for reveal in reveals[:100]])


def _words(event: OrderEvent, order: Order, view: str, is_masked: bool) -> str:
    if view == "asker" and event.kind == OrderEvent.Kind.RELEASED:
        return ""
    return masked_words(order, event.words) if is_masked else event.words


def _of_role(request: HttpRequest, user: User, role: str) -> OrderQuerySet:
    orders = Order.objects.of(user.county_id)
    if role == "agent":
        return orders.filter(agent=agent_of(request))
    if role == "officer":
        return orders.visible_to(officer_of(request))
    return orders.asked_by(user)


def _filtered(orders: QuerySet[Order], wanted: Wanted) -> QuerySet[Order]:
    columns = {
        "state": wanted.state,
        "village__township_id": wanted.township,
        "grid__code": wanted.grid,
        "number": wanted.number and wanted.number.upper(),
        "placed_at__gte": wanted.placed_from,
        "placed_at__lt": wanted.placed_until,
    }
    return orders.filter(**{column: value for column, value in columns.items() if value})
