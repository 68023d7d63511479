"""Receipt-aware broadening: an order whose own grid could not be told is opened to all at once (X01)."""

from datetime import datetime

from django.db import connection

from dispatch.orders.actions import broaden_unreached

# Reserved orders are few, and a partial index has them.
UNREACHED = """
select reserved.id from orders_order as reserved
join realtime_message as offer on offer.order_id = reserved.id and offer.kind = 'order_offered'
where reserved.state = 'open' and reserved.broadened_at is null and reserved.broaden_at > %s
  and exists (select from realtime_delivery where message_id = offer.id)
  and not exists (
      select from realtime_delivery as each where message_id = offer.id and state in ('waiting', 'sent')
        and not exists (select from realtime_receipt where delivery_id = each.id and state = 'failed')
  )
limit 500
"""


def broaden_where_nobody_was_reached(*, at: datetime) -> int:
    """The clock's. No delivery of the offer has been sent and none can be any more. Returns how many orders."""
    with connection.cursor() as cursor:
        cursor.execute(UNREACHED, [at])
        order_ids = [order_id for (order_id,) in cursor]
    return broaden_unreached(order_ids, at=at) if order_ids else 0
