from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents import workdays
from agents.errors import NotPermitted
from agents.models import Agent, Officer
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions.contact import carried_by
from dispatch.orders.changes import amend, read_visible_order, record
from dispatch.orders.errors import WrongState
from dispatch.orders.items import offered_item
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_classified, order_noted
from dispatch.orders.states import LIVE, State


@transaction.atomic
def propose_item(order_id: UUID, *, item_code: str, agent: Agent, at: datetime) -> Order:
    """The agent says what a vague order turned out to be. Sets no class: an officer confirms (DESIGN §2.12).

    Raises UnknownItem, NotYourOrder, WrongState (classified already) or OrderNotFound.
    """
    order = carried_by(agent, order_id)
    item = offered_item(item_code, county_id=order.county_id)
    proposed = amend(order, Q(agent=agent, item=None), proposed_item=item)
    event = record(proposed, OrderEvent.Kind.ITEM_PROPOSED, at=at, by=agent, item=item.code)
    order_noted.send(Order, order=proposed, event=event, at=at)
    return proposed


@transaction.atomic
def confirm_item(order_id: UUID, *, item_code: str, by: Officer, at: datetime) -> Order:
    """An officer confirms or names the item; the class and with it the points follow (DESIGN §2.12, R7).

    Raises NotPermitted, UnknownItem, WrongState (cancelled) or OrderNotFound.
    """
    if not by.may_dispatch:
        raise NotPermitted
    order = read_visible_order(order_id, to=by)
    if order.agent and order.agent.user_id == by.user_id:
        raise NotPermitted
    item = offered_item(item_code, county_id=order.county_id)
    if order.item_id == item.pk:
        raise WrongState(state=Order.States(order.state).label, state_code=order.state)
    classified = amend(
        order,
        Q(state__in=[*sorted(LIVE), State.COMPLETED], item_id=order.item_id),
        item=item,
        difficulty_class=item.difficulty_class,
        bureau_id=item.bureau_id,
        proposed_item=None,
        **_new_due(order, item),
    )
    event = record(
        classified,
        OrderEvent.Kind.CLASSIFIED,
        at=at,
        by=by,
        item=item.code,
        difficulty_class=item.difficulty_class,
        previous_class=order.difficulty_class,
    )
    order_classified.send(Order, order=classified, event=event, at=at, previous_class=order.difficulty_class)
    return classified


def _new_due(order: Order, item: CatalogueItem) -> dict[str, Any]:
    if order.state not in LIVE or item.limit_working_days is None:
        return {}
    days = max(1, item.limit_working_days)
    return {
        "due_working_days": days,
        "due_at": workdays.due_at(order.placed_at, days, order.county.zone),
    }
