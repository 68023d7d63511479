from datetime import datetime, timedelta

from django.db import transaction

from agents.models import County
from agents.turns import counties_due
from dispatch.orders.models import Order
from dispatch.orders.states import State
from dispatch.oversight.followups.lot import is_drawn
from dispatch.oversight.followups.models import FollowUp, FollowUpsDrawn

EVERY = timedelta(hours=1)
#: A completion may be committed after the draw of its hour; drawing it again changes nothing.
OVERLAP = timedelta(hours=1)
#: How far back a county's first draw looks.
FIRST_LOOK = timedelta(days=15)
PORTION = 1000


def draw_follow_ups(*, at: datetime) -> int:
    """Once an hour: the lot decides which services are called (QJ-14). How many were drawn.

    Of several dispatchers one takes a county; who comes late finds it drawn.
    """
    due = counties_due(FollowUpsDrawn.objects.all(), "drawn_at", at=at, every=EVERY)
    return sum(_draw(county, at) for county in due)


@transaction.atomic
def _draw(county: County, at: datetime) -> int:
    since = _take(county, at)
    if since is None:
        return 0
    completed = Order.objects.filter(
        county=county,
        state=State.COMPLETED,
        agent__isnull=False,
        completed_at__gt=since - OVERLAP,
        completed_at__lte=at,
        follow_up=None,
    )
    told = completed.order_by("completed_at", "pk").values_list("pk", "agent", "policy__follow_up_percent")
    drawn = [
        FollowUp(
            county=county,
            order_id=order_id,
            agent_id=agent_id,
            reason=FollowUp.Reason.SAMPLED,
            percent=percent,
            asked_at=at,
        )
        for order_id, agent_id, percent in told
        if is_drawn(order_id, percent=percent)
    ]
    FollowUp.objects.bulk_create(drawn, batch_size=PORTION, ignore_conflicts=True)
    return len(drawn)


def _take(county: County, at: datetime) -> datetime | None:
    """Since when this caller draws; None when it is not due, or another dispatcher has it."""
    _first, is_new = FollowUpsDrawn.objects.get_or_create(county=county, defaults={"drawn_at": at})
    if is_new:
        return at - FIRST_LOOK
    due = FollowUpsDrawn.objects.select_for_update(skip_locked=True)
    row = due.filter(county=county, drawn_at__lte=at - EVERY).first()
    if row is None:
        return None
    since, row.drawn_at = row.drawn_at, at
    row.save(update_fields=["drawn_at"])
    return since
