"""Writing the outbox: one statement for a message and all its deliveries, however many people hear it."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from agents.models import User
from agents.quiet import is_quiet
from realtime.channels import channels_for
from realtime.models import Delivery, Message
from realtime.outbox.audience import Audience
from realtime.outbox.nudge import nudge


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message to be: ``key`` is its cause, and the same cause twice is one message."""

    kind: str
    key: str
    county_id: str
    at: datetime
    order_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


# The message is inserted once per key; without it there are no deliveries, so a repeated cause adds nothing.
SAY = """
with message as (
    insert into realtime_message (county_id, key, kind, order_id, facts, created_at)
    values (%s, %s, %s, %s, %s::jsonb, %s)
    on conflict (key) do nothing
    returning id, county_id, created_at
)
insert into realtime_delivery (id, county_id, message_id, user_id, address, secret, channel, state, due_at,
                               attempts, last_error)
select gen_random_uuid(), message.county_id, message.id, listener.user_id, '', '', channel, 'waiting',
       message.created_at, 0, ''
from message, unnest(%s::text[]) as channel, ({audience}) as listener (user_id)
"""


def say(said: Said, *, to: Audience) -> None:
    """One message and its deliveries, in the caller's transaction."""
    if is_quiet():
        return
    try:
        audience, params = to.order_by().query.sql_with_params()
    except EmptyResultSet:
        return
    with connection.cursor() as cursor:
        cursor.execute(SAY.format(audience=audience), [*_columns(said), channels_for(said.kind), *params])
    transaction.on_commit(nudge, robust=True)


@transaction.atomic
def say_to_number(said: Said, *, phone: str, secret: str = "", user: User | None = None) -> None:
    """To a number that may belong to nobody yet. Number and secret are sealed, each for its own row."""
    if is_quiet():
        return
    message, is_new = Message.objects.get_or_create(
        key=said.key,
        defaults={
            "county_id": said.county_id,
            "kind": said.kind,
            "order_id": said.order_id,
            "facts": said.facts,
            "created_at": said.at,
        },
    )
    if not is_new:
        return
    Delivery.objects.bulk_create(
        Delivery(
            county_id=said.county_id,
            message=message,
            user=user,
            address=phone,
            secret=secret,
            channel=channel,
            due_at=said.at,
        )
        for channel in channels_for(said.kind)
    )
    transaction.on_commit(nudge, robust=True)


def _columns(said: Said) -> list[Any]:
    return [said.county_id, said.key, said.kind, said.order_id, json.dumps(said.facts), said.at]
