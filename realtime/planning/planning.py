"""From a county's plan to the deliveries of one message. Pure Python."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from realtime.planning.occasions import Occasion
from realtime.planning.providers import served
from realtime.planning.turns import Plan

#: They reach nobody's phone: open pages, and what a developer or a demo looks at. Nobody counts as reached by them.
WITNESSES = ("inbox", "socket", "console")
#: For many people at once; one line each in a log is no help to anybody.
WIDE = frozenset({Occasion.OFFER, Occasion.BROADENING})


@dataclass(frozen=True)
class Planned:
    """One delivery for each person who is told. A ``turn`` after 0 speaks unless an earlier one has reached."""

    channel: str
    turn: int
    due_at: datetime
    # For whom the earlier turns have nothing to speak by.
    first_due_at: datetime


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
        channels = [channel for name in each.channels for channel in served(name, configured)]
        deliveries += [
            Planned(channel, turn, not_before(channel, at + wait), not_before(channel, at))
            for channel in channels
        ]
        if channels:
            wait, turn = wait + timedelta(seconds=each.wait_seconds), turn + 1
    witnesses = _witnesses(occasion, configured, is_alone=not deliveries)
    return [*(Planned(channel, 0, at, at) for channel in witnesses), *deliveries]


def _witnesses(occasion: Occasion, configured: Sequence[str], *, is_alone: bool) -> list[str]:
    witnesses = [channel for channel in WITNESSES if channel in configured]
    if occasion not in WIDE:
        return witnesses
    # An offer's card goes to the open pages by itself, and the log would only be flooded.
    return witnesses[:1] if "inbox" in witnesses or is_alone else []
