"""News of points, told to the agent whose they are: what is on hold and why, and how an officer ruled (X09, X11)."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from points import signals as news
from points.models import Appeal, Hold
from realtime.telling import messages


@receiver(news.holds_opened)
def when_held(holds: list[Hold], at: datetime, **_: Any) -> None:
    for hold in holds:
        messages.tell_agent("points_on_hold", hold.order, hold.agent, at=at)


@receiver(news.hold_ruled)
def when_hold_ruled(hold: Hold, at: datetime, **_: Any) -> None:
    messages.tell_agent("hold_ruled", hold.order, hold.agent, at=at)


@receiver(news.appeal_ruled)
def when_appeal_ruled(appeal: Appeal, at: datetime, **_: Any) -> None:
    messages.tell_agent("appeal_ruled", appeal.order, appeal.agent, at=at)
