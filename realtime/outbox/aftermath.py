"""What follows from an outcome beside the delivery's own row: the receipt to come, devices that are gone."""

from datetime import datetime

from django.db import connection, transaction

from agents.endpoints import end_gone
from realtime.models import Delivery
from realtime.outbox.lease import Lease
from realtime.outbox.outcomes import Failed, Outcome, Sent, settle

# A report may have come before the worker had the provider's answer: it is met here, and its end is kept.
EXPECT = """
insert into realtime_receipt (delivery_id, channel, reference, state, accepted_at, reason)
values (%s, %s, %s, 'accepted', %s, '')
on conflict (channel, reference) do update
set delivery_id = excluded.delivery_id, accepted_at = excluded.accepted_at
where realtime_receipt.delivery_id is null
"""
REFERENCE_LENGTH_MAX = 200


@transaction.atomic
def conclude(lease: Lease, delivery: Delivery, outcome: Outcome, *, at: datetime) -> bool:
    """``settle``, with the receipt that is expected now and the devices that have gone.

    The provider took what it took: a late writer, too, says by which name its receipt will come.
    """
    was_ours = settle(lease, delivery, outcome, at=at)
    if isinstance(outcome, Sent) and outcome.reference:
        with connection.cursor() as cursor:
            cursor.execute(
                EXPECT, [delivery.pk, delivery.channel, outcome.reference[:REFERENCE_LENGTH_MAX], at]
            )
    if isinstance(outcome, Sent | Failed):
        end_gone(outcome.gone, at=at)
    return was_ours
