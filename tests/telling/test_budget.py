"""The month's SMS budget warns the county's managers and stops nothing."""

import pytest

from realtime.models import Message, SmsMonth
from tests.conftest import NINE

pytestmark = pytest.mark.django_db


def budget_warnings():
    return list(
        Message.objects.filter(kind="sms_budget").order_by("pk").values_list("facts__percent", flat=True)
    )


def test_managers_are_warned_at_80_and_100_percent_and_no_order_waits(phones, place, work, policy):
    (sms,) = phones("sms")
    policy(sms_monthly_max=10, sms_per_minute_max=0, sms_per_15_minutes_max=0)
    warned = []
    for _ in range(6):
        place()
        work(sms)
        warned.append(budget_warnings())
    # Two agents and one part each.
    assert warned == [[], [], [], [80], [80, 100], [80, 100]]
    assert len(sms.parcels) == 12


def test_a_new_month_begins_at_nothing_in_county_time(phones, place, work, policy):
    (sms,) = phones("sms")
    policy(sms_monthly_max=2)
    place()
    work(sms)
    # 1 December, 00:00 in Shanghai.
    december = NINE.replace(day=30, hour=16, minute=0)
    place(at=december)
    work(sms, at=december)
    assert dict(SmsMonth.objects.values_list("month", "parts")) == {"2026-11": 2, "2026-12": 2}
    assert budget_warnings() == [80, 100, 80, 100]


def test_the_manager_reads_what_is_used(place, policy, phones, work):
    sms, email = phones("sms", "email")
    policy(sms_monthly_max=2)
    place()
    work(sms, email)
    assert [(parcel.name, parcel.text) for parcel in email.parcels] == [
        ("李主任", "2026-11 短信已用 2 条，预算 2 条（80%）。工单照常通知。"),
        ("李主任", "2026-11 短信已用 2 条，预算 2 条（100%）。工单照常通知。"),
    ]
