from datetime import datetime, timedelta
from itertools import takewhile

from django.db import transaction
from django.db.models import F, Q

from agents import workdays
from dispatch.orders.changes import record, try_amend
from dispatch.orders.models import Order, OrderEvent

BATCH = 200


def set_awaited_due_dates(*, at: datetime, limit: int = BATCH) -> int:
    """The clock's: dates that waited for the calendar of a year, once it is announced (F35). Returns how many."""
    soonest = F("placed_at") + F("due_working_days") * timedelta(days=1)
    waiting = Order.objects.awaiting_calendar().select_related("policy", "county").order_by(soonest)[:limit]
    # While the year is not announced, one look a pass is enough: whoever comes later waits for it too.
    return sum(1 for _ in takewhile(lambda order: _set_if_known(order, at), waiting))


@transaction.atomic
def _set_if_known(order: Order, at: datetime) -> bool:
    due_at = workdays.due_at(order.placed_at, order.due_working_days, order.county.zone)
    if due_at is None:
        return False
    dated = try_amend(order, Q(state=order.state, due_at=None), due_at=due_at)
    if dated is None:
        return False
    record(dated, OrderEvent.Kind.DUE_SET, at=at, due_at=due_at.isoformat())
    return True
