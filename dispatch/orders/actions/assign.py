from datetime import datetime
from uuid import UUID

from django.db import transaction

from agents.errors import NotPermitted
from agents.models import Agent, Officer
from agents.text import optional
from dispatch.orders.actions.claim import carrying, lock_agent, require_room
from dispatch.orders.actions.release import REASON_LENGTH_MAX, reopen
from dispatch.orders.changes import move, read_visible_order, record
from dispatch.orders.errors import OwnRequest, WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.signals import order_assigned
from dispatch.orders.states import Action, is_allowed


@transaction.atomic
def assign_order(order_id: UUID, *, agent: Agent, by: Officer, at: datetime, reason: str = "") -> Order:
    """派单: an officer chooses the agent (X03). Takes it from another agent when one carries it already.

    On duty or not, with room under the cap, never the applicant. Raises NotPermitted, OwnRequest,
    TooManyUnfinishedOrders, AgentNotServing, WrongState or OrderNotFound.
    """
    if not by.may_dispatch or by.county_id != agent.county_id:
        raise NotPermitted
    words = optional(reason, max_length=REASON_LENGTH_MAX, field="reason")
    chosen = lock_agent(agent.pk)
    order = read_visible_order(order_id, to=by)
    if chosen.user_id == order.citizen_id or chosen.user.phone_index == order.applicant_phone_index:
        raise OwnRequest
    if order.agent_id == chosen.pk:
        raise WrongState(state=Order.States(order.state).label, state_code=order.state)
    require_room(chosen, order)
    if is_allowed(Action.RELEASE, order.state):
        order = reopen(order, ending=Assignment.Ending.REASSIGNED, by=by, words=words, at=at)
    taken = move(order, Action.ASSIGN, **carrying(order, chosen, at))
    Assignment.objects.create(
        county_id=taken.county_id,
        order=taken,
        agent=chosen,
        basis=Assignment.Basis.ASSIGN,
        assigned_by=by,
        started_at=at,
    )
    event = record(taken, OrderEvent.Kind.ASSIGNED, at=at, by=by, words=words, agent_id=chosen.pk)
    order_assigned.send(Order, order=taken, event=event, at=at, agent=chosen, officer=by)
    return taken
