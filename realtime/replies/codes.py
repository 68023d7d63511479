"""The four digits of an order for one agent: made when an SMS is about to name them; they claim once."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from agents.models import Agent
from agents.sign_in.limits import one_at_a_time
from realtime.models import ReplyCode
from realtime.replies.reading import CODE_DIGITS

# After so long the digits may mean another order; ten thousand are enough for eleven SMS an hour, day and night.
KEPT = timedelta(days=30)
TRIES = 50


@transaction.atomic
def reply_code(order_id: UUID, agent: Agent, *, at: datetime) -> str:
    """The same however often it is asked for. One code of an agent is made at a time."""
    one_at_a_time(f"reply-code:{agent.pk}")
    known = ReplyCode.objects.filter(order_id=order_id, agent=agent).values_list("code", flat=True).first()
    if known:
        return known
    code = _free_code(agent, at)
    ReplyCode.objects.create(county_id=agent.county_id, agent=agent, order_id=order_id, code=code, made_at=at)
    return code


def find_code(code: str, agent: Agent) -> ReplyCode | None:
    """Of this agent only: from another number the digits mean nothing."""
    return ReplyCode.objects.filter(agent=agent, code=code).select_related("order").first()


def use_code(code: ReplyCode, *, at: datetime) -> None:
    ReplyCode.objects.filter(pk=code.pk, used_at=None).update(used_at=at)


def _free_code(agent: Agent, at: datetime) -> str:
    mine = ReplyCode.objects.filter(agent=agent)
    for _ in range(TRIES):
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        mine.filter(code=code, made_at__lt=at - KEPT).delete()
        if not mine.filter(code=code).exists():
            return code
    raise RuntimeError(f"Agent {agent.pk} has no free reply code.")
