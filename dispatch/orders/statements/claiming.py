"""A claim as one statement: the conditional UPDATE, the assignment and the line of the timeline (ADR 2, 11)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    CharField,
    DateTimeField,
    F,
    GenericIPAddressField,
    IntegerField,
    TextField,
    UUIDField,
)

from agents.audit import door_address
from agents.models import Agent
from agents.prepared import Given, Statement, change_sql
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.queries import claimable
from dispatch.orders.states import UNFINISHED, Action, sources, target

# The cap is counted in the same statement. The agent's row is locked by then, so no other claim of the same agent is
# under way, and the count sees all that were committed before.
CLAIM = """
with won as (
    {change} and (select count(*) from orders_order where agent_id = %s and state = any(%s)) < %s
    returning *
), assigned as (
    insert into orders_assignment (county_id, order_id, agent_id, basis, started_at, ending, reason)
    select county_id, id, agent_id, %s, claimed_at, '', '' from won
), noted as (
    insert into orders_orderevent (county_id, order_id, kind, at, version, state, agent_id, address, words, facts)
    select county_id, id, %s, claimed_at, version, state, agent_id, %s::inet, '', %s::jsonb from won
    returning id
)
select won.version, won.broaden_at, won.broaden_reason, noted.id from won, noted
"""


@dataclass(frozen=True)
class Won:
    """What the row has become besides what the claim made of it, and the id of the event."""

    version: int
    broaden_at: datetime
    broaden_reason: str
    event_id: int


def claim_row(
    order: Order, agent: Agent, *, at: datetime, deadlines: dict[str, datetime], facts: dict[str, Any]
) -> Won | None:
    """``agent``: its row locked, with its user. ``deadlines``: of the first contact. ``facts``: of the event.

    None when the order was not to be had by this agent, or the agent has enough.
    """
    rows = _claim.rows(
        **deadlines,
        order_id=order.pk,
        agent_ids=[agent.pk],
        agent_id=agent.pk,
        user_id=agent.user_id,
        phone_index=agent.user.phone_index or "",
        county_id=agent.county_id,
        grid_id=agent.grid_id,
        at=at,
        unfinished_max=order.policy.unfinished_orders_max,
        address=door_address(),
        facts=json.dumps(facts),
    )
    return Won(*rows[0]) if rows else None


def _write() -> tuple[str, list[Any]]:
    agent_id, at = Given("agent_id", BigIntegerField()), Given("at", DateTimeField())
    rule = claimable(
        agent_ids=Given("agent_ids", ArrayField(BigIntegerField())),
        user_id=Given("user_id", UUIDField()),
        phone_index=Given("phone_index", CharField()),
        county_id=Given("county_id", CharField()),
        grid_id=Given("grid_id", BigIntegerField()),
        at=at,
    )
    mine = Order.objects.filter(
        rule, pk=Given("order_id", UUIDField()), state__in=sorted(sources(Action.CLAIM))
    )
    change, params = change_sql(
        mine,
        version=F("version") + 1,
        state=target(Action.CLAIM),
        agent=agent_id,
        contact_extended_at=None,
        started_at=None,
        claimed_at=at,
        contact_due_at=Given("contact_due_at", DateTimeField()),
        contact_remind_at=Given("contact_remind_at", DateTimeField()),
    )
    return CLAIM.format(change=change), [
        *params,
        agent_id,
        sorted(map(str, UNFINISHED)),
        Given("unfinished_max", IntegerField()),
        Assignment.Basis.CLAIM.value,
        OrderEvent.Kind.CLAIMED.value,
        Given("address", GenericIPAddressField()),
        Given("facts", TextField()),
    ]


_claim = Statement(_write)
