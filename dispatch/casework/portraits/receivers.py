"""News from the room of the agents."""

from typing import Any

from django.dispatch import receiver

from agents.models import Agent
from agents.signals import agent_ended
from dispatch.casework.portraits.actions import erase_portrait


@receiver(agent_ended)
def when_agent_ended(agent: Agent, **_: Any) -> None:
    erase_portrait(agent)
