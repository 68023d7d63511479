"""How an attempt ended, and what the row says of it."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from agents.masks import mask_words
from realtime.models import Delivery
from realtime.outbox.lease import STARTS_MAX, Lease

ERROR_LENGTH_MAX = 500
WAIT_SECONDS_MAX = 600.0
JITTER_MAX = 1.25


@dataclass(frozen=True)
class Sent:
    """``reference`` is the provider's name for it; ``gone`` are devices that it said are no more."""

    reference: str = ""
    gone: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Dropped:
    """Not needed any more, or not to be sent at all."""

    reason: str


@dataclass(frozen=True)
class Failed:
    """``is_final``: trying again cannot help. ``is_about_channel``: the next delivery would fare no better."""

    error: str
    is_final: bool = False
    retry_after_seconds: float = 0.0
    gone: tuple[UUID, ...] = ()
    is_about_channel: bool = False
    needs_officer: bool = False


@dataclass(frozen=True)
class Postponed:
    """Not tried: its time has not come."""

    until: datetime
    reason: str


Outcome = Sent | Dropped | Failed | Postponed


def settle(lease: Lease, delivery: Delivery, outcome: Outcome, *, at: datetime) -> bool:
    """Write the outcome if the lease still holds. False when another worker has the delivery by now."""
    return bool(
        lease.held(delivery.pk).update(lease=None, leased_until=None, **_columns(delivery, outcome, at))
    )


def _columns(delivery: Delivery, outcome: Outcome, at: datetime) -> dict[str, object]:
    if isinstance(outcome, Sent):
        return {"state": Delivery.State.SENT, "sent_at": at, "last_error": ""}
    if isinstance(outcome, Dropped):
        return {"state": Delivery.State.DROPPED, "last_error": outcome.reason[:ERROR_LENGTH_MAX]}
    if isinstance(outcome, Postponed):
        not_started = {"attempts": delivery.attempts - 1, "last_error": outcome.reason[:ERROR_LENGTH_MAX]}
        return {"due_at": outcome.until, **not_started}
    # A provider's answer may repeat the number that was dialled.
    error = {"last_error": mask_words(outcome.error)[:ERROR_LENGTH_MAX]}
    if is_dead(delivery, outcome):
        return {"state": Delivery.State.DEAD, **error}
    return {"due_at": at + backoff(delivery.attempts, at_least_seconds=outcome.retry_after_seconds), **error}


def is_dead(delivery: Delivery, outcome: Failed) -> bool:
    """No more attempts."""
    return outcome.is_final or delivery.attempts >= STARTS_MAX


def backoff(attempts: int, *, at_least_seconds: float = 0.0) -> timedelta:
    """2, 4, 8 … 600 seconds and up to a quarter more; a provider's Retry-After is never undercut (F8)."""
    seconds = max(min(WAIT_SECONDS_MAX, 2.0**attempts), at_least_seconds)
    return timedelta(seconds=seconds * random.uniform(1, JITTER_MAX))  # noqa: S311 (jitter is no secret)
