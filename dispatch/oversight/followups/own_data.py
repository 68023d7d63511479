"""What is kept of a person from follow-up calls."""

from typing import Any

from agents.models import User
from agents.own_data import own_data
from dispatch.orders.models import Order
from dispatch.oversight.followups.models import FollowUpCall


@own_data("follow_up_calls")
def follow_up_calls(user: User) -> list[dict[str, Any]]:
    """About the own orders, the latest first."""
    calls = FollowUpCall.objects.filter(follow_up__order__in=Order.objects.asked_by(user))
    return [
        {
            "order": call.follow_up.order.number,
            "at": call.called_at,
            "by": call.officer.name,
            "outcome": call.outcome,
            "words": call.words,
        }
        for call in calls.select_related("follow_up__order", "officer").order_by("-id")
    ]
