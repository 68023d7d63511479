from collections.abc import Iterable
from datetime import datetime

from dispatch.orders.models import Order
from dispatch.oversight.followups.models import FollowUp


def ask_follow_ups(orders: Iterable[Order], *, at: datetime) -> None:
    """A call for each of these completed services, unless one is asked for already. One statement."""
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                county_id=order.county_id,
                order=order,
                agent_id=order.agent_id,
                reason=FollowUp.Reason.DOUBTED,
                asked_at=at,
            )
            for order in orders
            if order.agent_id
        ],
        ignore_conflicts=True,
    )
