"""The only hand that writes an order: a conditional UPDATE, then a line of its timeline."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, UUIDField

from agents.audit import door_address
from agents.models import Agent, Officer, User
from agents.prepared import Given, OnTheRow, Prepared
from dispatch.orders.errors import OrderNotFound, WrongState
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.returning import update_returning
from dispatch.orders.states import Action, sources, target

Actor = User | Agent | Officer | None
_by_id = Prepared(
    lambda: _joined(
        Order.objects.filter(pk=Given("order_id", UUIDField()), county_id=Given("county_id", CharField()))
    )
)


def read_order(order_id: UUID, *, county_id: str) -> Order:
    """The order with its policy, county and agent. Raises OrderNotFound, also for an order of another county."""
    order = _by_id.first(order_id=order_id, county_id=county_id)
    if order is None:
        raise OrderNotFound
    return order


def read_visible_order(order_id: UUID, *, to: Officer) -> Order:
    """As ``read_order``, of the orders that this officer answers for. Raises OrderNotFound."""
    order = _joined(Order.objects.visible_to(to)).filter(pk=order_id).first()
    if order is None:
        raise OrderNotFound
    return order


def _joined(orders: OrderQuerySet) -> OrderQuerySet:
    # The county's outline is large and no action looks at it.
    return orders.select_related("policy", "county", "agent").defer("county__boundary")


def move(order: Order, action: Action, *, only_if: Q | None = None, **values: Any) -> Order:
    """Take the order through ``action`` if its row still allows it. Raises WrongState otherwise."""
    moved = try_move(order, action, only_if=only_if, **values)
    if moved is None:
        raise wrong_state(order)
    return moved


def try_move(order: Order, action: Action, *, only_if: Q | None = None, **values: Any) -> Order | None:
    """As ``move``, but None when the row was not as the action needs it."""
    allowed = Q(state__in=sorted(sources(action))) & (only_if or Q())
    return _write(order, allowed, state=target(action), **values)


def amend(order: Order, only_if: Q, **values: Any) -> Order:
    """Change columns without moving the state. Raises WrongState when ``only_if`` does not hold."""
    amended = try_amend(order, only_if, **values)
    if amended is None:
        raise wrong_state(order)
    return amended


def try_amend(order: Order, only_if: Q, **values: Any) -> Order | None:
    """As ``amend``, but None when ``only_if`` does not hold."""
    return _write(order, only_if, **values)


def wrong_state(order: Order) -> WrongState:
    """What the order has become since it was read."""
    order.refresh_from_db(fields=["state"])
    return WrongState(state=Order.States(order.state).label, state_code=order.state)


def record(
    order: Order,
    kind: OrderEvent.Kind,
    *,
    at: datetime,
    by: Actor = None,
    words: str = "",
    client_id: UUID | None = None,
    **facts: Any,
) -> OrderEvent:
    """``client_id``: made by the phone; a second event of the same id meets IntegrityError."""
    event = draft_event(order, kind, at=at, by=by, words=words, **facts)
    event.client_id = client_id
    event.save(force_insert=True)
    return event


def draft_event(
    order: Order, kind: OrderEvent.Kind, *, at: datetime, by: Actor = None, words: str = "", **facts: Any
) -> OrderEvent:
    event = OrderEvent(
        county_id=order.county_id,
        order=order,
        kind=kind,
        at=at,
        version=order.version,
        state=order.state,
        citizen=by if isinstance(by, User) else None,
        agent=by if isinstance(by, Agent) else None,
        officer=by if isinstance(by, Officer) else None,
        address=door_address() if by else None,
        facts=facts,
    )
    event.words = words
    return event


def _write(order: Order, only_if: Q, **values: Any) -> Order | None:
    row = Order.objects.filter(OnTheRow(only_if), pk=order.pk)
    rows = update_returning(row, version=F("version") + 1, **values)
    if not rows:
        return None
    changed = rows[0]
    # What was joined when the order was read has not changed; keep it, so that nothing is fetched twice.
    for name in ("policy", "county"):
        if name in order._state.fields_cache:
            setattr(changed, name, getattr(order, name))
    return changed
