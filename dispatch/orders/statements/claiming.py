"""A claim as one statement: the conditional UPDATE, the assignment, the line of the timeline, and the link under which
whoever asked may follow it from now on (ADR 2, 11)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateTimeField,
    F,
    GenericIPAddressField,
    IntegerField,
    Q,
    TextField,
    UUIDField,
)

from agents.audit import door_address
from agents.models import Agent
from agents.prepared import Given, OnTheRow, Statement, change_sql
from agents.quiet import is_quiet
from dispatch.orders.links.tokens import hash_of, token_of
from dispatch.orders.models import Assignment, Order, OrderEvent, OrderLink
from dispatch.orders.queries import claimable
from dispatch.orders.states import UNFINISHED, Action, sources, target

FOLLOW = OrderLink.Purpose.FOLLOW.value

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
), followed as (
    insert into orders_orderlink (id, county_id, order_id, purpose, token_hash, phone_index, issued_at)
    select %s, county_id, id, %s, %s, '', claimed_at from won where not %s::bool
    on conflict (order_id, purpose) where revoked_at is null do nothing
    returning id
)
select won.version, won.broaden_at, won.broaden_reason, noted.id, coalesce(
    (select id from followed),
    (select id from orders_orderlink where order_id = won.id and purpose = %s and revoked_at is null))
from won, noted
"""


@dataclass(frozen=True)
class Won:
    """What the row has become besides what the claim made of it, the event's id, and the follow link's.

    ``follow_id`` is None in quiet times, or when somebody else was making that link in the same instant.
    """

    version: int
    broaden_at: datetime
    broaden_reason: str
    event_id: int
    follow_id: UUID | None


def claim_row(
    order: Order, agent: Agent, *, at: datetime, deadlines: dict[str, datetime], facts: dict[str, Any]
) -> Won | None:
    """``agent``: its row locked, with its user. ``deadlines``: of the first contact. ``facts``: of the event.

    None when the order was not to be had by this agent, or the agent has enough.
    """
    follow_id = uuid4()
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
        follow_id=follow_id,
        follow_hash=hash_of(token_of(follow_id, FOLLOW)),
        is_quiet=is_quiet(),
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
    rule &= Q(state__in=sorted(sources(Action.CLAIM)))
    mine = Order.objects.filter(OnTheRow(rule), pk=Given("order_id", UUIDField()))
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
        Given("follow_id", UUIDField()),
        FOLLOW,
        Given("follow_hash", CharField()),
        Given("is_quiet", BooleanField()),
        FOLLOW,
    ]


_claim = Statement(_write)
