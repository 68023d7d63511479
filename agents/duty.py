"""On duty or not: whether an agent may receive orders now."""

from datetime import datetime

from django.db import transaction

from agents.errors import NotPermitted
from agents.models import Agent
from agents.signals import duty_changed


@transaction.atomic
def set_duty(agent: Agent, *, on_duty: bool, at: datetime) -> Agent:
    """Go on or off duty; saying it twice is saying it once. Raises NotPermitted for who is off the roster."""
    me = Agent.objects.serving().select_for_update(no_key=True, of=("self",)).filter(pk=agent.pk).first()
    if me is None:
        raise NotPermitted
    if me.is_on_duty != on_duty:
        me.is_on_duty = on_duty
        me.save(update_fields=["is_on_duty"])
        duty_changed.send(Agent, agent=me, at=at)
    agent.is_on_duty = on_duty
    return me
