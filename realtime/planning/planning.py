"""From a county's plan to the deliveries of one message. Pure Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from realtime.planning.occasions import Occasion
from realtime.planning.turns import Plan

#: They reach nobody's phone: what a county without providers, a developer or a demo looks at.
WITNESSES = ("inbox", "console")
#: For many people at once; one line each in a log is no help to anybody.
WIDE = frozenset({Occasion.OFFER, Occasion.BROADENING})


@dataclass(frozen=True)
class Planned:
    """One delivery for each person who is told. A ``turn`` after 0 speaks unless an earlier one has reached."""

    channel: str
    turn: int
    due_at: datetime


def planned(
    plan: Plan,
    occasion: Occasion,
    *,
    at: datetime,
    configured: Sequence[str],
    not_before: Callable[[str, datetime], datetime],
) -> list[Planned]:
    """Turns of configured channels; a turn that has none passes at once.

    ``not_before`` says when a channel may speak that is due at an instant (quiet hours).
    """
    deliveries: list[Planned] = []
    wait, turn = timedelta(), 0
    for each in plan:
        channels = [channel for channel in each.channels if channel in configured]
        deliveries += [Planned(channel, turn, not_before(channel, at + wait)) for channel in channels]
        if channels:
            wait, turn = wait + timedelta(seconds=each.wait_seconds), turn + 1
    witnesses = [channel for channel in WITNESSES if channel in configured]
    if occasion in WIDE:
        witnesses = witnesses[:1] if "inbox" in witnesses or not deliveries else []
    return [*(Planned(channel, 0, at) for channel in witnesses), *deliveries]
