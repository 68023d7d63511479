"""The four digits of an order for one agent: made when an SMS is about to name them; they claim once."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from agents.models import Agent
from realtime.models import ReplyCode
from realtime.replies.reading import CODE_DIGITS

# After so long the digits may mean another order; ten thousand are enough for eleven SMS an hour, day and night.
KEPT = timedelta(days=30)
TRIES = 50


# One statement for each SMS: the code that is there, or the one that is offered.
MAKE = """
insert into realtime_replycode (county_id, agent_id, order_id, code, made_at) values (%s, %s, %s, %s, %s)
on conflict (order_id, agent_id) do update set made_at = realtime_replycode.made_at
returning code
"""


def reply_code(order_id: UUID, agent: Agent, *, at: datetime) -> str:
    """The same however often it is asked for."""
    for _ in range(TRIES):
        offered = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(MAKE, [agent.county_id, agent.pk, order_id, offered, at])
                (code,) = cursor.fetchone()
            return str(code)
        except IntegrityError:
            # The digits mean another order of this agent; after weeks they are free again.
            ReplyCode.objects.filter(agent=agent, code=offered, made_at__lt=at - KEPT).delete()
    raise RuntimeError(f"Agent {agent.pk} has no free reply code.")


def find_code(code: str, agent: Agent) -> ReplyCode | None:
    """Of this agent only: from another number the digits mean nothing."""
    return ReplyCode.objects.filter(agent=agent, code=code).select_related("order").first()


def use_code(code: ReplyCode, *, at: datetime) -> None:
    ReplyCode.objects.filter(pk=code.pk, used_at=None).update(used_at=at)
