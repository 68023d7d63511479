"""Broadening 10,000 due orders among a million, with events and outbox rows, against one hand-written transaction."""

from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from agents.models import Agent
from dispatch.orders.actions import broaden_orders
from tests.bench import crowd
from tests.bench.figures import Figure, Goal, compare
from tests.bench.fleet.fleet import Fleet
from tests.bench.timing import seconds

CROWD = 1_000_000
DUE = 10_000
BATCH = 500

#: The same rows as the product writes: the orders, an event each, a digest a batch with a delivery for every agent.
BY_HAND = """
with due as (
    update orders_order set broadened_at = now(), version = version + 1
    where state = 'open' and broadened_at is null and broaden_at <= now()
    returning id, county_id, version, state, broaden_at
), told as (
    insert into orders_orderevent (county_id, order_id, kind, at, version, state, words, facts)
    select county_id, id, 'broadened', now(), version, state, '', jsonb_build_object('broaden_at', broaden_at) from due
    returning order_id
), message as (
    insert into realtime_message (county_id, key, kind, facts, created_at)
    select (select county_id from due limit 1), 'bench:' || gen_random_uuid(), 'orders_open_to_all',
           jsonb_build_object('count', %s), now()
    from generate_series(1, (select count(*) from told) / %s)
    returning id, county_id
)
insert into realtime_delivery (id, county_id, message_id, user_id, address, secret, channel, state, due_at, attempts,
                               last_error)
select gen_random_uuid(), message.county_id, message.id, agent.user_id, '', '', channel, 'waiting', now(), 0, ''
from message, agents_agent agent, unnest(%s::text[]) as channel
where agent.ended_at is null and agent.is_on_duty and agent.unreachable_since is null
"""


def measure(fleet: Fleet, *, rounds: int) -> Iterator[Figure]:
    crowd.grow_to(CROWD)
    crowd.put_back()
    pairs = []
    for number in range(rounds + 1):
        crowd.make_due(DUE)
        ours = seconds(_by_the_product)
        crowd.put_back()
        crowd.make_due(DUE)
        theirs = seconds(_by_hand)
        crowd.put_back()
        if number:
            pairs.append((ours, theirs))
    agents = Agent.objects.reachable().count()
    yield compare(
        f"broadening {DUE:,} among {CROWD:,}, {agents} agents told", pairs, unit="s",
        against="one hand-written transaction", goal=Goal(at_most=2),
    )  # fmt: skip


def _by_the_product() -> None:
    done = 0
    while broadened := broaden_orders(at=timezone.now()):
        done += broadened
    if done != DUE:
        raise SystemExit(f"{done} orders were broadened instead of {DUE}.")


@transaction.atomic
def _by_hand() -> None:
    from realtime.channels import configured_channels

    with connection.cursor() as cursor:
        cursor.execute(BY_HAND, [BATCH, BATCH, [each.name for each in configured_channels()][:1]])
