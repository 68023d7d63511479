"""Sending again what had failed, and saying that something has."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.models import Officer
from realtime.models import Delivery, Resending
from realtime.outbox.audience import superiors
from realtime.outbox.nudge import nudge
from realtime.outbox.say import Said, say

AGAIN_MAX = 500
ALARM = "deliveries_failed"
ALARM_LOOKS_BACK = timedelta(hours=1)


@transaction.atomic
def send_again(delivery_ids: Iterable[UUID], *, by: Officer, at: datetime) -> int:
    """Due now, with eight new starts; who and when is kept. What is not true any more is dropped when its turn comes.

    Returns how many: those of another county, or that somebody has sent again already, are not among them.
    """
    failed = Delivery.objects.select_for_update(skip_locked=True).filter(
        pk__in=list(delivery_ids)[:AGAIN_MAX], county_id=by.county_id, state=Delivery.State.DEAD
    )
    rows = list(failed.order_by("pk"))
    Resending.objects.bulk_create(
        Resending(delivery=row, officer=by, error=row.last_error, at=at) for row in rows
    )
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Delivery.State.WAITING, attempts=0, due_at=at, last_error=""
    )
    transaction.on_commit(nudge, robust=True)
    if rows:
        record_audit(Deed.DELIVERY_RETRIED, by=by, at=at, after={"deliveries": len(rows)})
    return len(rows)


def raise_alarm(*, at: datetime) -> None:
    """A county's managers hear at most once an hour that messages failed (F5); of a failed alarm they do not."""
    failed = Delivery.objects.filter(
        state=Delivery.State.DEAD, due_at__gt=at - ALARM_LOOKS_BACK, due_at__lte=at
    ).exclude(message__kind=ALARM)
    for county_id in failed.values_list("county_id", flat=True).distinct().order_by("county_id"):
        said = Said(kind=ALARM, key=f"{ALARM}:{county_id}:{at:%Y%m%d%H}", county_id=county_id, at=at)
        say(said, to=superiors(county_id))
