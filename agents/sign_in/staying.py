"""How long an officer stays signed in: half an hour without doing anything, twelve hours at the most (S12)."""

from collections.abc import MutableMapping
from datetime import datetime, timedelta
from typing import Any

IDLE_MAX = timedelta(minutes=30)
STAY_MAX = timedelta(hours=12)
# Written down at most so often; a write for each request would be one too many.
NOTED_EVERY = timedelta(minutes=1)
BEGAN, SEEN = "officer_began", "officer_seen"


def begin_stay(session: MutableMapping[str, Any], *, at: datetime) -> None:
    """From now on the session has an end."""
    session[BEGAN] = session[SEEN] = at.timestamp()


def has_stayed_too_long(session: MutableMapping[str, Any], *, at: datetime, is_active: bool) -> bool:
    """Looks at the session and notes what was seen. ``is_active``: a person did this, not a page on its own."""
    now = at.timestamp()
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return False
    if now - began > STAY_MAX.total_seconds() or now - seen > IDLE_MAX.total_seconds():
        return True
    if is_active and now - seen > NOTED_EVERY.total_seconds():
        session[SEEN] = now
    return False
