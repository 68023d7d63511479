"""How often one number is sent an SMS: counted in the database, so that any number of workers keep to it."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from agents import vault
from agents.models import Policy
from agents.sign_in.limits import Limit, one_at_a_time, retry_after_seconds
from realtime.models import Delivery, SmsStart
from realtime.outbox.budget import count_parts

START = """
insert into realtime_smsstart (delivery_id, county_id, phone_index, at) values (%s, %s, %s, %s)
on conflict (delivery_id) do update set at = excluded.at
returning xmax = 0
"""


def limits_of(policy: Policy) -> list[Limit]:
    """Rising windows; 0 switches one off."""
    numbers = [
        Limit(policy.sms_per_minute_max, timedelta(minutes=1)),
        Limit(policy.sms_per_15_minutes_max, timedelta(minutes=15)),
        Limit(policy.sms_per_hour_max, timedelta(hours=1)),
    ]
    return [limit for limit in numbers if limit.count]


@transaction.atomic
def may_start(
    delivery: Delivery, *, phone: str, text: str, policy: Policy, limits: list[Limit], at: datetime
) -> int:
    """Seconds until this number may be sent another; 0 when it may now, and then the start is counted.

    Another attempt at the same delivery is the same SMS: it neither waits for itself nor costs twice.
    """
    phone_index = vault.index("phone", phone)
    wait_seconds = _wait_seconds(delivery, phone_index, limits, at) if limits else 0
    if wait_seconds:
        return wait_seconds
    with connection.cursor() as cursor:
        cursor.execute(START, [delivery.pk, delivery.county_id, phone_index, at])
        (is_new,) = cursor.fetchone()
    if is_new:
        count_parts(text, policy=policy, at=at)
    return 0


def _wait_seconds(delivery: Delivery, phone_index: str, limits: list[Limit], at: datetime) -> int:
    one_at_a_time(f"sms:{phone_index}")
    of_number = SmsStart.objects.filter(phone_index=phone_index).exclude(pk=delivery.pk).order_by("-at")
    counted = max(limit.count for limit in limits)
    return retry_after_seconds(list(of_number.values_list("at", flat=True)[:counted]), limits, at=at)
