"""What messages keep of a person: what was said when, and by which channel; the words are never kept."""

from typing import Any

from agents.models import User
from agents.own_data import own_data
from realtime.models import Delivery


@own_data("messages")
def messages(user: User) -> list[dict[str, Any]]:
    rows = Delivery.objects.filter(user=user).select_related("message").order_by("-due_at")
    return [
        {"about": row.message.kind, "channel": row.channel, "state": row.state, "at": row.due_at}
        for row in rows
    ]
