"""One SMS a minute, five in fifteen minutes, eleven an hour: for each number, counted in the database."""

from datetime import timedelta

import pytest

from realtime.channels.base import TryLater
from realtime.models import SmsMonth, SmsStart
from realtime.outbox.worker import deliver_due
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
WEST = [("文代办", "order_offered"), ("魏代办", "order_offered")]


def rung_at(sms, place, work, *, until):
    """The minutes in which 魏代办's phone rang."""
    for _ in range(13):
        place()
    minutes, minute = [], 0
    while minute <= until:
        before = len(sms.parcels)
        work(sms, at=NINE + minute * MINUTE)
        minutes += [minute] * sum(parcel.name == "魏代办" for parcel in sms.parcels[before:])
        minute += 1
    return minutes


def test_a_number_is_rung_by_the_countys_three_limits(phones, place, work):
    (sms,) = phones("sms")
    rung = rung_at(sms, place, work, until=64)
    assert rung == [0, 1, 2, 3, 4, 15, 16, 17, 18, 19, 30, 60, 61]


def test_zero_switches_a_limit_off(phones, place, work, policy):
    (sms,) = phones("sms")
    policy(sms_per_minute_max=0, sms_per_15_minutes_max=0, sms_per_hour_max=0)
    assert rung_at(sms, place, work, until=0) == [0] * 13


def test_what_waits_for_its_number_gives_the_next_channel_its_turn(phones, place, work):
    sms, fcm = phones("sms", "fcm")
    place(), place()
    work(sms, fcm)
    assert (len(sms.parcels), len(fcm.parcels)) == (2, 2)


def test_another_attempt_is_the_same_sms(phones, place, work):
    (sms,) = phones("sms")
    sms.failure = TryLater("acknowledgement lost")
    place()
    work(sms)
    sms.failure = None
    work(sms, at=NINE + 5 * SECOND)
    assert sms.rung == WEST
    assert SmsMonth.objects.get().parts == 2


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_do_not_count_past_each_other(phones, place):
    (sms,) = phones("sms")
    for _ in range(6):
        place()

    def take_one():
        return deliver_due(sms, at=NINE, limit=2)

    assert at_once([take_one] * 6) == [2] * 6
    assert sms.rung == WEST and SmsStart.objects.count() == 2
