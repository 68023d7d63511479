"""Taking due deliveries under a lease, so that a killed worker's work is taken up by another (F3 … F5)."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from agents.prepared import OnTheRow
from realtime.models import Delivery

LEASE = timedelta(seconds=30)
STARTS_MAX = 8
BATCH = 50


@dataclass(frozen=True)
class Lease:
    """Whoever holds it may write its deliveries; ``held`` finds those that are still ours."""

    id: uuid.UUID
    delivery_ids: list[uuid.UUID]

    def held(self, delivery_id: uuid.UUID) -> QuerySet[Delivery]:
        """Empty once the lease was lost to another worker: the late writer changes nothing (F4)."""
        return self.held_of([delivery_id])

    def held_of(self, delivery_ids: list[uuid.UUID]) -> QuerySet[Delivery]:
        """Found by their keys, never by the index of all that wait, whatever statistics say in a rush."""
        ours = Q(lease=self.id, state=Delivery.State.WAITING)
        return Delivery.objects.filter(OnTheRow(ours), pk__in=delivery_ids)


@transaction.atomic
def take_due(channel: str, *, at: datetime, limit: int = BATCH) -> Lease:
    """Lease what is due and bury what was started eight times without an end.

    The start is counted here, before anything is tried: a message that kills its worker runs out of them too.
    """
    lease_id = uuid.uuid4()
    due = (
        Delivery.objects.filter(channel=channel, state=Delivery.State.WAITING, due_at__lte=at)
        .filter(Q(leased_until=None) | Q(leased_until__lte=at))
        .order_by("due_at")
        .select_for_update(skip_locked=True)
        .values_list("pk", "attempts")[:limit]
    )
    taken: list[uuid.UUID] = []
    worn_out: list[uuid.UUID] = []
    for delivery_id, attempts in due:
        (worn_out if attempts >= STARTS_MAX else taken).append(delivery_id)
    if worn_out:
        Delivery.objects.filter(pk__in=worn_out).update(
            state=Delivery.State.DEAD, lease=None, leased_until=None
        )
    if taken:
        Delivery.objects.filter(pk__in=taken).update(
            lease=lease_id, leased_until=at + LEASE, attempts=F("attempts") + 1
        )
    return Lease(lease_id, taken)


def give_back(lease: Lease, delivery_ids: list[uuid.UUID]) -> None:
    """Not started after all: due again at once, and the start does not count."""
    lease.held_of(delivery_ids).update(lease=None, leased_until=None, attempts=F("attempts") - 1)


def bury_unconfigured(channels: list[str], *, at: datetime) -> int:
    """A delivery for a channel that nobody serves any more is failed and visible, not waiting for ever."""
    orphans = Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=at).exclude(
        channel__in=channels
    )
    return orphans.update(state=Delivery.State.DEAD, last_error="channel not configured")
