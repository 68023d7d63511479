"""Who opened the socket, by the session cookie, and which groups that person hears."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, parse_cookie
from django.utils.translation import get_language_from_request

from agents import clock
from agents.models import User
from agents.rights import Right
from dispatch.orders.access import is_asker
from dispatch.orders.models import Order
from realtime.hub import groups
from realtime.reachability import heard_from


class NotSignedIn(Exception):
    """No session, a session that has ended, or a disabled user."""


class OrderNotYours(Exception):
    """The order does not exist, or this person may not see it."""


@dataclass(frozen=True)
class Visitor:
    language: str
    groups: frozenset[str]


def identify(scope: Mapping[str, Any]) -> Visitor:
    """Reads the database. Raises NotSignedIn or OrderNotYours."""
    request = _as_request(scope)
    user = auth.get_user(request)
    if not isinstance(user, User):
        raise NotSignedIn
    if agent := user.as_agent:
        heard_from(agent, at=clock.now())
    heard = _groups_of(user)
    heard.add(groups.session(request.session.session_key or ""))
    order_id = _asked_order(scope)
    if order_id is not None:
        heard.add(_order_group(order_id, user))
    return Visitor(language=get_language_from_request(request), groups=frozenset(heard))


def _as_request(scope: Mapping[str, Any]) -> HttpRequest:
    """As much of a request as Django's session, sign-in and language need."""
    headers = {name: value.decode("latin1") for name, value in scope["headers"]}
    request = HttpRequest()
    request.META["HTTP_ACCEPT_LANGUAGE"] = headers.get(b"accept-language", "")
    request.COOKIES = parse_cookie(headers.get(b"cookie", ""))
    sessions = import_module(settings.SESSION_ENGINE)
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    # Anything else was never issued; a NUL in it would be an error of the database.
    request.session = sessions.SessionStore(key if key.isalnum() else None)
    return request


def _groups_of(user: User) -> set[str]:
    heard = {groups.user(user.pk)}
    if user.phone_index:
        heard.add(groups.phone(user.phone_index))
    if agent := user.as_agent:
        heard |= {groups.county(agent.county_id), groups.grid(agent.grid_id), groups.agent(agent.pk)}
    if (officer := user.as_officer) and officer.may(Right.SEE_ORDERS):
        heard.add(groups.office(officer.county_id))
    return heard


def _asked_order(scope: Mapping[str, Any]) -> str | None:
    try:
        query = parse_qs(scope["query_string"].decode("latin1"), max_num_fields=10)
    except ValueError:
        raise OrderNotYours from None
    return query["order"][0] if "order" in query else None


def _order_group(raw_id: str, user: User) -> str:
    try:
        order = Order.objects.filter(pk=UUID(raw_id), county_id=user.county_id).first()
    except ValueError:
        raise OrderNotYours from None
    if order is None or not _may_see(order, user):
        raise OrderNotYours
    return groups.order(order.pk)


def _may_see(order: Order, user: User) -> bool:
    """Who asked, who carries it, and the officers who answer for it."""
    agent, officer = user.as_agent, user.as_officer
    carries = agent is not None and order.agent_id == agent.pk
    if is_asker(order, user) or carries:
        return True
    return officer is not None and Order.objects.visible_to(officer).filter(pk=order.pk).exists()
