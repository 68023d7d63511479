"""Writing the outbox: one statement for a message and all its deliveries, however many people hear it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import transaction

from agents.models import County, Policy, User
from agents.prepared import ask
from agents.quiet import is_quiet
from realtime.channels import configured_channels
from realtime.models import Delivery, Message
from realtime.outbox.audience import Audience
from realtime.outbox.devices import KINDS_OF_CHANNEL
from realtime.outbox.nudge import nudge
from realtime.outbox.retract import RETRACT, retracting
from realtime.planning.county import plan_for, telling_policy
from realtime.planning.planning import WITNESSES, Planned


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message to be: ``key`` is its cause, and the same cause twice is one message."""

    kind: str
    key: str
    county_id: str
    #: The same, where it has been read already.
    county: County | None = None
    at: datetime
    order_id: UUID | None = None
    facts: dict[str, Any] = field(default_factory=dict)


# The plan is one JSON text: of arrays PostgreSQL knows how long they are, and plans the whole anew for each message.
# The message is inserted once per key; without it there are no deliveries, so a repeated cause adds nothing.
# Nobody is planned what cannot reach them: an SMS without a number, a push without a device. Who has nothing for the
# earlier turns hears at once by the first that there is.
SAY = """
with {also} message as (
    insert into realtime_message (county_id, key, kind, order_id, facts, created_at)
    values (%s, %s, %s, %s, %s::jsonb || ({facts}), %s)
    on conflict (key) do nothing
    returning id, county_id
), plan as (
    select * from jsonb_to_recordset(%s::jsonb)
        as plan (channel text, turn smallint, due_at timestamptz, first_due_at timestamptz, kinds text)
)
insert into realtime_delivery (id, county_id, message_id, user_id, address, secret, channel, turn, state, due_at,
                               attempts, last_error)
select gen_random_uuid(), message.county_id, message.id, person.id, '', '', plan.channel, plan.turn, 'waiting',
       case when plan.turn = min(plan.turn) filter (where plan.channel <> all(%s)) over (partition by person.id)
            then plan.first_due_at else plan.due_at end,
       0, ''
from message, plan, ({audience}) as listener (user_id)
join agents_user as person on person.id = listener.user_id
where (plan.channel !~ '^sms' or (person.phone_index is not null and {gets_sms}))
  and (plan.kinds = '' or exists (
      select from agents_endpoint
      where user_id = person.id and kind = any(string_to_array(plan.kinds, ',')) and ended_at is null
  ))
"""

NO_MORE = "select '{}'::jsonb"
TAKEN = SAY.format(
    also=f"retracted as ({RETRACT}),", facts=NO_MORE, audience="select %s::uuid", gets_sms="true"
)


def say(said: Said, *, to: Audience, sms_to: Callable[[Policy], Audience | None] | None = None) -> None:
    """One message and its deliveries by the county's plan, in the caller's transaction.

    ``sms_to`` tells those of ``to`` who are worth an SMS under the county's policy; None is everybody.
    """
    if is_quiet():
        return
    try:
        audience, params = to.order_by().query.sql_with_params()
    except EmptyResultSet:
        return
    policy = _policy(said)
    gets_sms, sms_params = _membership(sms_to(policy) if sms_to else None)
    ask(
        SAY.format(also="", facts=NO_MORE, audience=audience, gets_sms=gets_sms),
        [*columns(said), plan_rows(said, policy), list(WITNESSES), *params, *sms_params],
    )
    transaction.on_commit(nudge, robust=True)


def say_taken(said: Said, *, to: UUID) -> None:
    """One person hears that the order of ``said`` was taken, and in the same statement its waiting offers go."""
    policy = _policy(said)
    ask(
        TAKEN,
        [
            *retracting(said.order_id),
            *columns(said),
            plan_rows(said, policy),
            list(WITNESSES),
            to,
        ],
    )
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
            channel=each.channel,
            turn=each.turn,
            due_at=each.due_at,
        )
        for each in _plan(said, _policy(said))
    )
    transaction.on_commit(nudge, robust=True)


def _policy(said: Said) -> Policy:
    return telling_policy(said.county_id, at=said.at, county=said.county)


def _plan(said: Said, policy: Policy) -> list[Planned]:
    """By the policy in force now, not the order's own: how people are told is no promise of its placing."""
    return plan_for(said.kind, policy, at=said.at, configured=[each.name for each in configured_channels()])


def columns(said: Said, facts_params: Sequence[Any] = ()) -> list[Any]:
    """``facts_params``: of what the statement itself adds to the facts."""
    facts = json.dumps(said.facts)
    return [said.county_id, said.key, said.kind, said.order_id, facts, *facts_params, said.at]


def plan_rows(said: Said, policy: Policy) -> str:
    """What the deliveries have of the county's plan, as JSON."""
    return json.dumps(
        [
            {
                "channel": each.channel,
                "turn": each.turn,
                "due_at": each.due_at.isoformat(),
                "first_due_at": each.first_due_at.isoformat(),
                "kinds": ",".join(KINDS_OF_CHANNEL.get(each.channel, ())),
            }
            for each in _plan(said, policy)
        ]
    )


def _membership(sms_to: Audience | None) -> tuple[str, tuple[Any, ...]]:
    if sms_to is None:
        return "true", ()
    try:
        chosen, params = sms_to.query.sql_with_params()
    except EmptyResultSet:
        return "false", ()
    return f"listener.user_id in ({chosen})", params
