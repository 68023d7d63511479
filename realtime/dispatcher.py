"""The clock of the house: announces what the stored deadlines already say (DESIGN §4, STYLE 3).

Any number may run: every action locks what it takes and skips what another has.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from agents.retention.turns import erase_outdated
from dispatch.casework.photos.actions import drop_forgotten_photos
from dispatch.orders import actions
from dispatch.oversight.followups.actions import draw_follow_ups
from points.risks.clock import check_services
from realtime.clock import database_now
from realtime.heartbeat import DISPATCHER, Pulse
from realtime.loops import Loop
from realtime.quiet_log import once_per_minute
from realtime.unreached import broaden_where_nobody_was_reached

logger = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
# A pass ends even if an action always claimed to have done something.
BATCHES_MAX = 200

ClockAction = Callable[..., int]

#: Broadening first: ten minutes are short.
CLOCK_ACTIONS: list[ClockAction] = [
    broaden_where_nobody_was_reached,
    actions.broaden_orders,
    actions.release_overdue_orders,
    actions.remind_of_contact,
    actions.send_to_desk,
    actions.send_to_superior,
    actions.set_awaited_due_dates,
    check_services,
    drop_forgotten_photos,
    draw_follow_ups,
    erase_outdated,
]


def run_once(at: datetime, *, clock_actions: list[ClockAction] | None = None) -> int:
    """Every clock action until nothing is due at ``at``. One that fails is logged, the others go on.

    Returns how many orders were changed.
    """
    return sum(_until_nothing_is_due(action, at) for action in clock_actions or CLOCK_ACTIONS)


def dispatcher_loop() -> Loop:
    pulse = Pulse(DISPATCHER)

    def tick() -> bool:
        at = database_now()
        run_once(at)
        pulse.tick(at=at)
        return False

    return Loop(DISPATCHER, tick, every_seconds=EVERY_SECONDS)


def _until_nothing_is_due(action: ClockAction, at: datetime) -> int:
    changed = 0
    try:
        for _ in range(BATCHES_MAX):
            done = action(at=at)
            changed += done
            if not done:
                break
    except Exception as error:
        once_per_minute(logger, action.__name__, f"{action.__name__} met {error!r}.", exc_info=True)
        # A connection that broke under one action must not fail the next one, too.
        if not connection.in_atomic_block:
            close_old_connections()
    return changed
