"""The month's SMS budget: managers are warned at 80 and 100 percent, and no order ever waits for money."""

from datetime import datetime
from math import ceil

from django.db import connection

from agents.models import Policy
from realtime.outbox.audience import superiors
from realtime.outbox.say import Said, say

WARN_AT_PERCENT = (80, 100)
# What one SMS holds; longer ones are sent in parts that each lose some room to their numbering, and each is paid.
CHARACTERS, CHARACTERS_OF_A_PART = 70, 67

COUNT = """
insert into realtime_smsmonth (county_id, month, parts) values (%s, %s, %s)
on conflict (county_id, month) do update set parts = realtime_smsmonth.parts + excluded.parts
returning parts
"""


def parts_of(text: str) -> int:
    """How many SMS are paid for it, counted as Chinese text (UCS-2) is."""
    length = len(text.encode("utf-16-le")) // 2
    return 1 if length <= CHARACTERS else ceil(length / CHARACTERS_OF_A_PART)


def count_parts(text: str, *, policy: Policy, at: datetime) -> None:
    """Adds them to the county's month and warns when a threshold was crossed."""
    parts, month = parts_of(text), f"{at.astimezone(policy.county.zone):%Y-%m}"
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [policy.county_id, month, parts])
        (used,) = cursor.fetchone()
    if policy.sms_monthly_max is None:
        return
    for percent in WARN_AT_PERCENT:
        threshold = policy.sms_monthly_max * percent / 100
        if used - parts < threshold <= used:
            _warn(percent, used=used, month=month, policy=policy, at=at)


def _warn(percent: int, *, used: int, month: str, policy: Policy, at: datetime) -> None:
    facts = {"percent": percent, "used": used, "budget": policy.sms_monthly_max, "month": month}
    key = f"sms_budget:{policy.county_id}:{month}:{percent}"
    said = Said(kind="sms_budget", key=key, county_id=policy.county_id, at=at, facts=facts)
    say(said, to=superiors(policy.county_id))
