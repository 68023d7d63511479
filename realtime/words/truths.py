"""Is it still true when it is sent? What is not any more is dropped (DESIGN §4)."""

from datetime import datetime

from agents.models import Agent
from dispatch.orders.access import may_claim_or_carries
from dispatch.orders.models import Order
from dispatch.orders.states import UNFINISHED, State
from realtime.words.situation import Situation


def always(situation: Situation) -> bool:
    return True


def still_offered(situation: Situation) -> bool:
    """At least one of the orders may still be claimed by this agent, who is still on duty."""
    return bool(offered_orders(situation))


def offered_orders(situation: Situation) -> list[Order]:
    agent = situation.agent
    if agent is None or not agent.is_on_duty:
        return []
    return [order for order in situation.orders if _may_take(order, agent, situation.at)]


def still_open(situation: Situation) -> bool:
    return bool(open_orders(situation))


def open_orders(situation: Situation) -> list[Order]:
    return [order for order in situation.orders if order.state == State.OPEN]


def still_carried(situation: Situation) -> bool:
    """The receiver still carries it and has not finished."""
    agent = situation.agent
    return agent is not None and situation.order.agent_id == agent.pk and situation.order.state in UNFINISHED


def still_awaits_contact(situation: Situation) -> bool:
    return still_carried(situation) and situation.order.state == State.CLAIMED


def still_that_agent(situation: Situation) -> bool:
    """The agent who was announced is still the one who comes."""
    return situation.order.agent_id == situation.facts["agent_id"] and situation.order.state in UNFINISHED


def still_not_theirs(situation: Situation) -> bool:
    """It has not come back to the one who is told that it is gone."""
    agent = situation.agent
    return agent is not None and situation.order.agent_id != agent.pk


def code_still_valid(situation: Situation) -> bool:
    return situation.at < datetime.fromisoformat(situation.facts["expires_at"])


def _may_take(order: Order, agent: Agent, at: datetime) -> bool:
    if order.state != State.OPEN or agent.pk in order.declined_agent_ids:
        return False
    own = order.citizen_id == agent.user_id or order.applicant_phone_index == agent.user.phone_index
    return not own and may_claim_or_carries(order, agent, at=at)
