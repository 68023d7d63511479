"""Sealing an order's deliveries once it is over, and finding what was changed afterwards."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection

BATCH = 200
# Last receipts have come in by then; what was over longer ago than the second figure was sealed or has no messages.
AFTER, BEFORE = timedelta(hours=1), timedelta(days=7)

#: Of a delivery ``each`` and its message: what must not change any more.
DIGEST = """
substr(sha256(convert_to(jsonb_build_array(
    message.key, message.kind, message.facts, extract(epoch from message.created_at),
    each.user_id, each.channel, each.turn, each.state, each.attempts, extract(epoch from each.sent_at), each.last_error
)::text, 'UTF8')), 1, 16)
"""

SEAL = """
insert into realtime_evidenceseal (county_id, order_id, at, deliveries, digests)
select an_order.county_id, an_order.id, %(at)s, array_agg(each.id order by each.id),
       string_agg({digest}, ''::bytea order by each.id)
from (
    select id, county_id from orders_order as ended
    where state in ('completed', 'cancelled')
      and coalesce(completed_at, cancelled_at) between %(since)s and %(until)s
      and not exists (select from realtime_evidenceseal where order_id = ended.id)
      and not exists (
          select from realtime_message as message join realtime_delivery as each on each.message_id = message.id
          where message.order_id = ended.id and each.state = 'waiting'
      )
      and exists (select from realtime_message where order_id = ended.id)
    order by id limit %(limit)s
) as an_order
join realtime_message as message on message.order_id = an_order.id
join realtime_delivery as each on each.message_id = message.id
group by an_order.id, an_order.county_id
order by an_order.county_id, an_order.id
on conflict (order_id) do nothing
"""

CHANGED = """
select seal.order_id, sealed.id
from realtime_evidenceseal as seal,
     unnest(seal.deliveries) with ordinality as sealed (id, place)
left join realtime_delivery as each on each.id = sealed.id
left join realtime_message as message on message.id = each.message_id
where (each.id is null or substr(seal.digests, (sealed.place::int - 1) * 16 + 1, 16) <> {digest})
"""


def seal_evidence(*, at: datetime, limit: int = BATCH) -> int:
    """Any number of workers may run; each order is sealed once. Returns how many were."""
    with connection.cursor() as cursor:
        when = {"at": at, "since": at - BEFORE, "until": at - AFTER}
        cursor.execute(SEAL.format(digest=DIGEST), {**when, "limit": limit})
        return cursor.rowcount  # type: ignore[no-any-return]


def changed_since_sealed() -> Iterator[tuple[str, str]]:
    """Order and delivery of each that is not any more as it was sealed."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED.format(digest=DIGEST))
        yield from cursor
