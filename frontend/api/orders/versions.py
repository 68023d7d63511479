"""ETags of orders: the version, which every change raises."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.http import parse_etags
from ninja.params.functions import Header
from ninja.responses import NinjaJSONEncoder

from agents.models import User
from dispatch.orders.models import Order
from frontend.api.errors import VersionChanged
from frontend.api.orders.seen import read_seen, seen_by
from frontend.api.schemas.orders import CardTold, OrderTold

IF_MATCH: Any = Header(None, alias="If-Match", description="Act only on this version; 412 otherwise")
IF_NONE_MATCH: Any = Header(None, alias="If-None-Match", description="304 while this is still the version")


def etag(order: Order) -> str:
    return f'"{order.version}"'


def is_unchanged(order: Order, if_none_match: str | None) -> bool:
    if not if_none_match:
        return False
    named = [tag.removeprefix("W/") for tag in parse_etags(if_none_match)]
    return "*" in named or etag(order) in named


def require_version(order_id: UUID, user: User, if_match: str | None, *, at: datetime) -> None:
    """For a page that may be stale. Raises VersionChanged, or OrderNotFound for who may not see the order.

    Looked at before the action; what happens in between is decided by the action's own conditional UPDATE.
    """
    if if_match is None:
        return
    order, _ = read_seen(order_id, user, at=at)
    named = parse_etags(if_match)
    if "*" not in named and etag(order) not in named:
        raise VersionChanged(version=order.version)


def answer(order_id: UUID, user: User, response: HttpResponse, *, at: datetime) -> OrderTold | CardTold:
    """What the order has become, as this person may see it now."""
    order, seen = read_seen(order_id, user, at=at)
    response["ETag"] = etag(order)
    return seen


def answer_acted(order: Order, user: User, *, at: datetime) -> HttpResponse:
    """As ``answer``, of the order that the action itself gave back, which is not read again."""
    return answer_told(order, lambda acted: seen_by(user, acted, at=at), 200)


def answer_told(order: Order, told: Callable[[Order], OrderTold | CardTold], status: int) -> HttpResponse:
    """Written at once: what the schema has made is not checked against it again. The busiest doors answer so.

    An order that has just been placed or claimed has no rating; another one comes ``with_told_facts``.
    """
    if not hasattr(order, "current_ratings"):
        order.current_ratings = []  # type: ignore[attr-defined]
    body = json.dumps(told(order).model_dump(), cls=NinjaJSONEncoder)
    return HttpResponse(
        body, status=status, content_type="application/json; charset=utf-8", headers={"ETag": etag(order)}
    )
