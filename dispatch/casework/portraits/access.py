"""Who may see an agent's face, and who may set it."""

from agents.models import Agent, Officer, User
from agents.rights import Right
from dispatch.orders.access import is_asker
from dispatch.orders.models import Order
from dispatch.orders.states import UNFINISHED


def sees_portrait(order: Order, user: User) -> bool:
    """Who asked, while this agent carries the order: afterwards a name is enough."""
    return order.agent_id is not None and order.state in UNFINISHED and is_asker(order, user)


def may_set_portrait(agent: Agent, by: Agent | Officer) -> bool:
    """The agent's own, or an officer who manages the agents of that place."""
    if isinstance(by, Agent):
        return by.pk == agent.pk
    return by.may(Right.MANAGE_AGENTS) and Agent.objects.visible_to(by).filter(pk=agent.pk).exists()
