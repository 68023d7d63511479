from datetime import datetime
from decimal import Decimal

from dispatch.orders.models import Order
from points.models import PointsEntry, PointsRule
from points.periods import month_of, quarter_of
from points.posting.ledger import open_ledger, posting_time


def post(
    order: Order,
    *,
    key: str,
    kind: PointsEntry.Kind,
    points: Decimal,
    rule: PointsRule,
    at: datetime,
    reverses: PointsEntry | None = None,
) -> PointsEntry:
    """Write one entry; the same key again returns the entry that is there. The order was carried by someone.

    A quarter that is settled takes no entry: what comes late falls in the open quarter (F29).
    """
    if order.agent_id is None:
        raise ValueError("Nobody served this order.")
    zone = order.county.zone
    posted_at = posting_time(at, zone, last_frozen=open_ledger(order.county_id))
    entry, _ = PointsEntry.objects.get_or_create(
        key=key,
        defaults={
            "county_id": order.county_id,
            "agent_id": order.agent_id,
            "order": order,
            "kind": kind,
            "points": points,
            "rule": rule,
            "reverses": reverses,
            "posted_at": posted_at,
            "month": month_of(posted_at, zone),
            "quarter": quarter_of(posted_at, zone),
        },
    )
    return entry


def reverse(entry: PointsEntry, *, order: Order, key: str, at: datetime) -> PointsEntry:
    """冲正: the only way to undo an entry."""
    return post(
        order,
        key=key,
        kind=PointsEntry.Kind.REVERSAL,
        points=-entry.points,
        rule=entry.rule,
        at=at,
        reverses=entry,
    )
