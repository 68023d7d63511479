from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import BigIntegerField, CharField, UUIDField

from agents.models import Agent
from agents.policies import policy_of
from agents.prepared import Given, Prepared, as_stored
from dispatch.orders.changes import draft_event, read_order, wrong_state
from dispatch.orders.deadlines import contact_deadline
from dispatch.orders.errors import (
    AgentNotOnDuty,
    AgentNotServing,
    DispatchError,
    GivenBackBefore,
    OrderAlreadyClaimed,
    OrderNotBroadenedYet,
    OrderNotFound,
    OwnRequest,
    TooManyUnfinishedOrders,
)
from dispatch.orders.in_hand import count_in_hand
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.refused import keep_refusal
from dispatch.orders.signals import order_claimed
from dispatch.orders.statements.claiming import claim_row
from dispatch.orders.states import Action, State, target

_locked = Prepared(
    lambda: (
        Agent.objects.serving()
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=Given("agent_id", BigIntegerField()), user__is_active=True)
    )
)

# With what the winner is shown next, so that it need not be read again.
_wanted = Prepared(
    lambda: (
        Order.objects.filter(pk=Given("order_id", UUIDField()), county_id=Given("county_id", CharField()))
        .select_related("agent", "item", "grid", "village__township")
        .defer("grid__boundary", "item__materials", "item__note")
    )
)


def claim_order(order_id: UUID, *, agent: Agent, at: datetime) -> Order:
    """The first eligible agent wins (LS-05, LS-06). A second tap of the winner gives the same answer.

    The winner is decided by one UPDATE on the order's own columns. Raises OrderAlreadyClaimed (with the winner
    and the seconds it was lost by), OrderNotBroadenedYet, OwnRequest, GivenBackBefore, TooManyUnfinishedOrders,
    AgentNotOnDuty, AgentNotServing, WrongState or OrderNotFound. Who tried in vain is kept (X05).
    """
    try:
        return _claim(order_id, agent, at)
    except DispatchError as refusal:
        keep_refusal(order_id, agent, refusal, at=at)
        raise


def _claim(order_id: UUID, agent: Agent, at: datetime) -> Order:
    order = _wanted.first(order_id=order_id, county_id=agent.county_id)
    if order is None:
        raise OrderNotFound
    order.county, order.policy = agent.county, policy_of(agent.county, order.policy_id)
    if order.state != State.OPEN:
        return _answer_latecomer(order, agent, at)
    with transaction.atomic():
        me = lock_agent(agent.pk)
        me.user, me.county = agent.user, agent.county
        if not me.is_on_duty:
            raise AgentNotOnDuty
        if _win(order, me, at):
            return order
        require_room(me, order)
    return _answer_latecomer(read_order(order_id, county_id=agent.county_id), me, at)


def _win(order: Order, me: Agent, at: datetime) -> bool:
    """Whether it is this agent's now; ``order`` has become what its row is."""
    columns = carrying(order, me, at)
    facts: dict[str, Any] = {"waited_seconds": round((at - order.placed_at).total_seconds(), 3)}
    deadlines = {name: columns[name] for name in ("contact_due_at", "contact_remind_at")}
    won = claim_row(order, me, at=at, deadlines=deadlines, facts=facts)
    if won is None:
        return False
    if won.version != order.version + 1:
        # Something else changed between the look and the claim.
        order.refresh_from_db()
    for name, value in columns.items():
        setattr(order, name, value)
    order.state, order.version = target(Action.CLAIM), won.version
    order.broaden_at, order.broaden_reason = won.broaden_at, won.broaden_reason
    as_stored(order)
    event = draft_event(order, OrderEvent.Kind.CLAIMED, at=at, by=me, **facts)
    event.pk = won.event_id
    order_claimed.send(Order, order=order, event=event, at=at, agent=me, follow_id=won.follow_id)
    return True


def lock_agent(agent_id: int) -> Agent:
    """The agent's row, held until the transaction ends: one claim of an agent at a time, on fresh facts (F31).

    Raises AgentNotServing.
    """
    agent = _locked.first(agent_id=agent_id)
    if agent is None:
        raise AgentNotServing
    return agent


def require_room(agent: Agent, order: Order) -> None:
    """At most five unfinished orders (DESIGN §2.5). The agent's row must be locked."""
    limit = order.policy.unfinished_orders_max
    if count_in_hand(agent.pk) >= limit:
        raise TooManyUnfinishedOrders(max=limit)


def carrying(order: Order, agent: Agent, at: datetime) -> dict[str, Any]:
    """The columns of an order that an agent has just taken on."""
    contact = contact_deadline(order.policy, at, order.county.zone)
    return {
        "agent": agent,
        "claimed_at": at,
        "contact_due_at": contact.due_at,
        "contact_remind_at": contact.remind_at,
        "contact_extended_at": None,
        "started_at": None,
    }


def _answer_latecomer(order: Order, agent: Agent, at: datetime) -> Order:
    if order.agent_id == agent.pk and order.state == State.CLAIMED:
        return order
    raise _why_not(order, agent, at)


def _why_not(order: Order, agent: Agent, at: datetime) -> DispatchError | OrderNotFound:
    if order.state != State.OPEN:
        return _lost(order, at) if order.agent_id else wrong_state(order)
    if agent.pk in order.declined_agent_ids:
        return GivenBackBefore()
    if order.citizen_id == agent.user_id or order.applicant_phone_index == agent.user.phone_index:
        return OwnRequest()
    if not order.is_broadened(at):
        return OrderNotBroadenedYet()
    return wrong_state(order)


def _lost(order: Order, at: datetime) -> DispatchError:
    if order.claimed_at is None or order.agent is None:
        return wrong_state(order)
    behind = max(0.0, (at - order.claimed_at).total_seconds())
    return OrderAlreadyClaimed(winner=order.agent.name, seconds=behind)
