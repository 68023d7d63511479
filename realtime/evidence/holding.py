"""Whether the evidence of one order is as it was written; ``manage.py verify`` asks the same of all of them."""

from django.db import connection

from dispatch.orders.invariants import SPOKEN
from dispatch.orders.models import Order
from realtime.evidence.sealing import CHANGED, DIGEST

CHAINS = ("orders_orderevent", "orders_refusedclaim")

# As in ``agents.chain``, for one chain alone and without the lines that lay in the clear and lost their words at a
# person's wish; those that were sealed are proven with or without them (``agents.said``).
BREAKS = """
select exists (
    select from (
        select digest, lag(digest) over (order by id) as before, to_jsonb(each) as content
        from {table} as each where order_id = %s
    ) as links where digest is distinct from chain_digest(before, content)
        and (content ->> 'words' = '' and content ->> 'words_proof' is null
             and content ->> 'kind' = any(%s)) is not true
)
"""


def holds(order: Order) -> bool:
    return all(_is_whole(table, order) for table in CHAINS) and not _is_changed(order)


def _is_whole(table: str, order: Order) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(BREAKS.format(table=table), [order.pk, SPOKEN])
        (breaks,) = cursor.fetchone()
    return not breaks


def _is_changed(order: Order) -> bool:
    of_order = f"{CHANGED.format(digest=DIGEST)} and seal.order_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(of_order, [order.pk])
        return cursor.fetchone() is not None
