"""Keeping who tried to claim and could not, at the price of one small statement."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from agents.models import Agent
from dispatch.orders.errors import DispatchError

# Losers of one order write one chain, one after the other. None of them needs to wait for a disk: a crash may cost
# the last half second of refusals, never an order's own events.
KEEP = """
insert into orders_refusedclaim (county_id, order_id, agent_id, code, at, behind_seconds)
select %s, %s, %s, %s, %s, %s from (select {hurry}) as hurry
on conflict (order_id, agent_id, code) do nothing
"""
HURRY = "set_config('synchronous_commit', 'off', true)"


def keep_refusal(order_id: UUID, agent: Agent, refusal: DispatchError, *, at: datetime) -> None:
    """Outside of the transaction that the refusal has undone."""
    # Inside somebody's transaction the setting would be theirs, too.
    hurry = "1" if connection.in_atomic_block else HURRY
    with connection.cursor() as cursor:
        cursor.execute(
            KEEP.format(hurry=hurry),
            [agent.county_id, order_id, agent.pk, refusal.code, at, refusal.facts.get("seconds")],
        )
