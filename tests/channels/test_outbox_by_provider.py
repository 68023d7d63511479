"""From the outbox to the provider and back: what a delivery's row says after each of a provider's moods (F5 … F10)."""

import json
import threading
from datetime import timedelta

import pytest

from agents.models import Endpoint
from realtime.channels import CHANNELS
from realtime.channels.base import Parcel, TryLater
from realtime.models import Delivery, Receipt
from realtime.outbox import sending
from realtime.outbox.breaker import FAILURES_MAX, REST, Breaker
from realtime.outbox.lease import take_due
from realtime.outbox.outcomes import Failed, Sent
from realtime.outbox.worker import deliver_due
from tests.channels.conftest import REAL_NUMBER
from tests.conftest import NINE
from tests.standins import Fault

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
GATEWAY, FCM, WEBPUSH = CHANNELS["sms_gateway"], CHANNELS["fcm"], CHANNELS["webpush"]


@pytest.fixture
def real(cast):
    """Agent Wei has a number that a carrier knows."""
    cast.wei.user.set_phone(REAL_NUMBER)
    cast.wei.user.save()
    return cast.wei.user


def states() -> list[str]:
    return list(Delivery.objects.order_by("due_at", "pk").values_list("state", flat=True))


def test_what_was_taken_is_sent_and_its_receipt_is_expected(gateway, owe, real):
    delivery = owe("sms_gateway")
    assert deliver_due(GATEWAY, at=NINE) == 1
    (sms,) = gateway.received
    assert (sms.to, sms.key) == (REAL_NUMBER, delivery.pk.hex)
    receipt = Receipt.objects.get()
    assert (receipt.delivery_id, receipt.state, receipt.accepted_at) == (delivery.pk, "accepted", NINE)
    assert states() == ["sent"]


def test_generated_people_never_reach_a_provider(gateway, owe):
    owe("sms_gateway")
    deliver_due(GATEWAY, at=NINE)
    assert gateway.calls == 0 and states() == ["dropped"]


def test_a_lost_acknowledgement_is_sent_again_under_the_same_key(gateway, owe, real):
    delivery = owe("sms_gateway")
    gateway.faults.put(Fault(cut=True))
    deliver_due(GATEWAY, at=NINE)
    delivery.refresh_from_db()
    deliver_due(GATEWAY, at=delivery.due_at)
    assert [sms.key for sms in gateway.received] == [delivery.pk.hex] * 2 and states() == ["sent"]


def test_several_go_out_at_once_and_each_once(gateway, owe, real):
    keys = {owe("sms_gateway").pk.hex for _ in range(20)}
    assert deliver_due(GATEWAY, at=NINE) == 20
    assert sorted(sms.key for sms in gateway.received) == sorted(keys)


def test_no_more_than_the_cap_are_under_way_at_once(owe, real):
    under_way, most, lock = 0, 0, threading.Lock()
    together = threading.Barrier(4)

    class Four:
        name, reaches_real_phones, at_once_max = "four", True, 4

        def send(self, parcel: Parcel) -> None:
            nonlocal under_way, most
            with lock:
                under_way += 1
                most = max(most, under_way)
            # Passes only when four are here together.
            together.wait(timeout=10)
            with lock:
                under_way -= 1

    for _ in range(12):
        owe("four")
    deliver_due(Four(), at=NINE)
    assert most == 4 and states() == ["sent"] * 12


def test_a_provider_that_hangs_is_left_after_its_time(gateway, owe, real, monkeypatch):
    """F7: eight hang together, and together they cost the time of one; the rest was not begun."""
    monkeypatch.setattr(sending, "SEND_SECONDS_MAX", 0.2)
    monkeypatch.setattr(sending, "GRACE_SECONDS", 0.0)
    for _ in range(10):
        owe("sms_gateway")
    gateway.faults.always = Fault(hang=True)
    breaker = Breaker("sms_gateway")
    deliver_due(GATEWAY, at=NINE, breaker=breaker)
    assert Delivery.objects.filter(last_error="no answer within five seconds", attempts=1).count() == 8
    assert Delivery.objects.filter(attempts=0, lease=None).count() == 2
    assert breaker.is_resting(NINE + SECOND)


def test_a_channel_whose_provider_is_away_rests(gateway, owe, real):
    """F6: what is not begun keeps its starts, and one goes ahead when the rest is over."""
    gateway.faults.always = Fault(status=503)
    for _ in range(30):
        owe("sms_gateway")
    breaker = Breaker("sms_gateway")
    deliver_due(GATEWAY, at=NINE, breaker=breaker)
    assert gateway.calls == 8
    assert deliver_due(GATEWAY, at=NINE + REST - SECOND, breaker=breaker) == 0
    assert deliver_due(GATEWAY, at=NINE + REST, breaker=breaker) == 1 and gateway.calls == 9
    gateway.faults.clear()
    at = NINE + REST * 2
    assert deliver_due(GATEWAY, at=at, breaker=breaker) == 1
    assert deliver_due(GATEWAY, at=at, breaker=breaker) > 1


def test_retry_after_holds_for_the_whole_channel(gateway, owe, real):
    """F8."""
    gateway.faults.put(Fault(status=429, retry_after=60))
    owe("sms_gateway")
    breaker = Breaker("sms_gateway")
    deliver_due(GATEWAY, at=NINE, breaker=breaker)
    owe("sms_gateway")
    assert deliver_due(GATEWAY, at=NINE + 59 * SECOND, breaker=breaker) == 0
    assert gateway.calls == 1
    assert deliver_due(GATEWAY, at=NINE + 60 * SECOND, breaker=breaker) == 1


def test_a_throttled_number_does_not_make_the_channel_rest():
    breaker = Breaker("sms")
    for _ in range(FAILURES_MAX + 1):
        breaker.note(Failed("isv.BUSINESS_LIMIT_CONTROL", retry_after_seconds=60), at=NINE)
    assert not breaker.is_resting(NINE)


def test_one_that_goes_through_ends_the_rest():
    breaker = Breaker("sms")
    for _ in range(FAILURES_MAX):
        breaker.note(Failed("503", is_about_channel=True), at=NINE)
    assert breaker.is_resting(NINE) and breaker.limit(50) == 1
    breaker.note(Sent(), at=NINE)
    assert not breaker.is_resting(NINE) and breaker.limit(50) == 50


def test_a_wrong_key_is_an_alarm_and_loses_nothing(gateway, owe, real, settings, caplog):
    settings.SMS_GATEWAY_SECRET = "wrong"
    delivery = owe("sms_gateway")
    deliver_due(GATEWAY, at=NINE)
    assert "must be looked at: the provider refuses the credentials (401)" in caplog.text
    settings.SMS_GATEWAY_SECRET = gateway.SECRET
    delivery.refresh_from_db()
    deliver_due(GATEWAY, at=delivery.due_at)
    assert states() == ["sent"]


# Devices (F9)


def test_a_device_that_is_gone_is_removed_once_and_its_owner_is_told(fcm, owe, real, device):
    old, new = device("fcm", "old"), device("fcm", "new")
    fcm.gone = {"old"}
    owe("fcm")
    owe("fcm")
    deliver_due(FCM, at=NINE)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.ending, old.ended_at, new.ended_at) == ("gone", NINE, None)
    assert states() == ["sent", "sent"]
    owe("fcm")
    deliver_due(FCM, at=NINE + SECOND)
    assert fcm.refused.count("unregistered") <= 2 and len(fcm.received) == 3


def test_a_browser_that_has_unsubscribed_is_removed(push, owe, real, device):
    device("webpush", json.dumps(push.subscription("old")))
    push.gone = {"old"}
    owe("webpush")
    deliver_due(WEBPUSH, at=NINE)
    assert Endpoint.objects.get().ending == "gone"
    assert (states(), Delivery.objects.get().last_error) == (["dead"], "the browser has unsubscribed")


def test_who_has_no_device_is_not_waited_for(fcm, owe, real):
    owe("fcm")
    deliver_due(FCM, at=NINE)
    assert Delivery.objects.get().last_error == "no device of this person is registered"


def test_the_newest_three_devices_are_tried(fcm, owe, real, device):
    for number in range(5):
        device("fcm", f"t{number}", at=NINE + number * SECOND)
    owe("fcm")
    deliver_due(FCM, at=NINE)
    assert sorted(message.to for message in fcm.received) == ["t2", "t3", "t4"]


# Receipts that hurry


def test_a_worker_that_lost_its_lease_still_says_what_the_provider_took(owe, real):
    """F4 and F10: the row is another's by now, but the receipt will come under this name."""
    from realtime.outbox.aftermath import conclude

    delivery = owe("sms_gateway")
    asleep = take_due("sms_gateway", at=NINE)
    take_due("sms_gateway", at=NINE + timedelta(seconds=30))
    assert not conclude(asleep, delivery, Sent("late"), at=NINE + timedelta(seconds=31))
    assert Receipt.objects.get(reference="late").delivery_id == delivery.pk and states() == ["waiting"]


def test_a_channel_may_refuse_without_a_row_of_its_own(owe, real):
    class Busy:
        name, reaches_real_phones = "busy", False

        def send(self, parcel: Parcel) -> None:
            raise TryLater("busy")

    owe("busy")
    deliver_due(Busy(), at=NINE)
    assert states() == ["waiting"] and not Receipt.objects.exists()
