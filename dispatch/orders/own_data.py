"""What orders keep of a person: what was asked, what happened, what was rated, who looked."""

from typing import Any

from agents.models import User
from agents.own_data import own_data
from dispatch.orders.access import is_applicant
from dispatch.orders.models import Order, OrderEvent


@own_data("orders")
def orders(user: User) -> list[dict[str, Any]]:
    """The latest first. What somebody else filed for this number names nobody but its applicant."""
    mine = Order.objects.asked_by(user).select_related("item", "village", "grid", "agent")
    mine = mine.prefetch_related("events", "ratings", "reveals__user__agent", "reveals__user__officer")
    return [_order(order, user) for order in mine.order_by("-placed_at")]


def _order(order: Order, user: User) -> dict[str, Any]:
    return {
        "number": order.number,
        "id": str(order.pk),
        "state": order.state,
        "placed_at": order.placed_at,
        "completed_at": order.completed_at,
        "cancelled_at": order.cancelled_at,
        "item": order.item.name if order.item else "",
        "words": order.wish,
        "for_myself": is_applicant(order, user),
        "applicant": {
            "name": order.applicant_name,
            "phone": order.applicant_phone,
            "village": order.village.short_name if order.village else "",
            "address": order.address,
            "point": order.point,
            "care_marks": order.care_marks,
            "home_visit": order.home_visit,
            "preferred_time": order.preferred_time,
        },
        "agent": order.agent.name if order.agent else "",
        "result": order.result,
        "what_happened": [_event(event) for event in order.events.all()],
        "ratings": [
            {"grade": each.grade, "words": each.words, "at": each.rated_at} for each in order.ratings.all()
        ],
        "who_looked": [
            {"who": _public_name(reveal.user), "fields": reveal.fields.split(","), "at": reveal.at}
            for reveal in order.reveals.all()
        ],
    }


def _event(event: OrderEvent) -> dict[str, Any]:
    """Why an agent gave it back is between agent and office."""
    is_shown = event.kind != OrderEvent.Kind.RELEASED
    return {"what": event.kind, "at": event.at, "words": event.words if is_shown else ""}


def _public_name(user: User) -> str:
    role = getattr(user, "officer", None) or getattr(user, "agent", None)
    return role.name if role else ""
