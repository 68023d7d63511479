"""What the ledger keeps of a person who serves: each entry, and what was said to holds and ratings."""

from typing import Any

from agents.models import User
from agents.own_data import own_data
from points.models import Appeal, HoldAnswer, PointsEntry


@own_data("points")
def points(user: User) -> dict[str, Any] | None:
    """The latest first; None for who never served."""
    agent = getattr(user, "agent", None)
    if agent is None:
        return None
    entries = PointsEntry.objects.filter(agent=agent).select_related("order").order_by("-id")
    appeals = Appeal.objects.filter(agent=agent).select_related("order").order_by("-id")
    answers = HoldAnswer.objects.filter(hold__agent=agent).select_related("hold__order").order_by("-id")
    return {
        "entries": [
            {"order": each.order.number, "kind": each.kind, "points": str(each.points), "at": each.posted_at}
            for each in entries
        ],
        "appeals": [
            {"order": each.order.number, "words": each.words, "at": each.appealed_at} for each in appeals
        ],
        "answers_to_holds": [
            {"order": each.hold.order.number, "words": each.words, "at": each.answered_at} for each in answers
        ],
    }
