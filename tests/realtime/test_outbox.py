"""A delivery is never lost, never stuck, and never written by who lost it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from agents.phone import is_demo
from realtime.channels import CHANNELS
from realtime.channels.base import Parcel, TryLater, Undeliverable
from realtime.models import Delivery, InboxEntry, Message
from realtime.outbox.lease import LEASE, STARTS_MAX, bury_unconfigured, give_back, take_due
from realtime.outbox.outcomes import Failed, Sent, backoff, settle
from realtime.outbox.worker import deliver_due
from tests.conftest import NINE
from tests.threads import at_once

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


class Phone:
    """A channel of this test: remembers what it was given, and fails as it is told."""

    name = "inbox"
    reaches_real_phones = False

    def __init__(self, failure: Exception | None = None) -> None:
        self.failure = failure
        self.parcels: list[Parcel] = []

    def send(self, parcel: Parcel) -> None:
        self.parcels.append(parcel)
        if self.failure:
            raise self.failure


@pytest.fixture
def delivery(cast):
    """One message to grandmother Chen, due now."""
    message = Message.objects.create(
        county=cast.county,
        key=str(uuid4()),
        kind="sign_in_code",
        created_at=NINE,
        facts={"expires_at": (NINE + timedelta(days=9)).isoformat(), "minutes": 5},
    )
    return Delivery.objects.create(
        county=cast.county, message=message, user=cast.chen, channel="inbox", due_at=NINE, secret="482913"
    )


def test_what_was_sent_is_not_sent_again(delivery):
    phone = Phone()
    assert (deliver_due(phone, at=NINE), deliver_due(phone, at=NINE + LEASE)) == (1, 0)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at, delivery.attempts, delivery.lease) == ("sent", NINE, 1, None)


def test_a_worker_that_died_leaves_nothing_stuck(delivery):
    take_due("inbox", at=NINE)
    phone = Phone()
    assert deliver_due(phone, at=NINE + LEASE - SECOND) == 0
    assert deliver_due(phone, at=NINE + LEASE) == 1
    assert [parcel.delivery_id for parcel in phone.parcels] == [delivery.pk]


def test_a_late_writer_changes_nothing(delivery):
    asleep = take_due("inbox", at=NINE)
    late = Delivery.objects.get()
    awake = take_due("inbox", at=NINE + LEASE)
    assert not settle(asleep, late, Sent(), at=NINE + LEASE)
    assert Delivery.objects.get().state == "waiting"
    assert settle(awake, Delivery.objects.get(), Sent(), at=NINE + LEASE)
    assert not settle(asleep, late, Failed("too late"), at=NINE + LEASE)
    assert Delivery.objects.get().state == "sent"


def test_poison_goes_dead_after_eight_starts(delivery):
    """It kills its worker each time: the start was counted, the end never came."""
    at = NINE
    for _ in range(STARTS_MAX):
        assert take_due("inbox", at=at).delivery_ids == [delivery.pk]
        at += LEASE
    assert take_due("inbox", at=at).delivery_ids == []
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("dead", 8)


def test_a_failure_is_tried_again_later_and_at_last_given_up(delivery):
    phone = Phone(failure=TryLater("provider says 500"))
    at = NINE
    for start in range(1, STARTS_MAX + 1):
        assert deliver_due(phone, at=at) == 1
        delivery.refresh_from_db()
        if start < STARTS_MAX:
            assert (
                at + SECOND * min(600, 2**start) <= delivery.due_at <= at + SECOND * min(600, 2**start) * 1.25
            )
            assert deliver_due(phone, at=delivery.due_at - SECOND) == 0
            at = delivery.due_at
    assert (delivery.state, delivery.last_error) == ("dead", "provider says 500")
    assert len(phone.parcels) == STARTS_MAX and len({parcel.delivery_id for parcel in phone.parcels}) == 1


def test_retry_after_is_never_undercut(delivery):
    deliver_due(Phone(failure=TryLater("429", retry_after_seconds=60)), at=NINE)
    assert Delivery.objects.get().due_at >= NINE + timedelta(seconds=60)


def test_what_cannot_be_delivered_is_not_tried_again(delivery):
    deliver_due(Phone(failure=Undeliverable("no such number")), at=NINE)
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("dead", 1)


def test_backoff_doubles_up_to_ten_minutes_and_is_never_the_same():
    assert SECOND * 600 <= backoff(30) <= SECOND * 750
    assert len({backoff(3) for _ in range(50)}) > 1


def test_one_that_breaks_does_not_touch_the_others(cast, delivery, caplog):
    broken = Message.objects.create(county=cast.county, key="x", kind="no such kind", created_at=NINE)
    Delivery.objects.create(
        county=cast.county, message=broken, user=cast.bai, channel="inbox", due_at=NINE - SECOND
    )
    phone = Phone()
    assert deliver_due(phone, at=NINE) == 2
    assert [parcel.delivery_id for parcel in phone.parcels] == [delivery.pk]
    assert Delivery.objects.get(message=broken).state == "waiting"


def test_an_error_that_repeats_the_number_is_kept_without_it(delivery):
    deliver_due(Phone(failure=TryLater("no route to 13812345678")), at=NINE)
    assert Delivery.objects.get().last_error == "no route to 138****5678"


def test_what_was_not_begun_goes_back_uncounted(delivery):
    lease = take_due("inbox", at=NINE)
    give_back(lease, lease.delivery_ids)
    assert Delivery.objects.get().attempts == 0
    assert take_due("inbox", at=NINE).delivery_ids == [delivery.pk]


def test_a_demo_number_is_never_handed_to_a_provider(delivery, cast):
    assert is_demo(cast.chen.phone)
    provider = Phone()
    provider.reaches_real_phones = True
    deliver_due(provider, at=NINE)
    assert provider.parcels == []
    assert (Delivery.objects.get().state, Delivery.objects.get().last_error) == ("dropped", "demo number")


def test_outside_demo_mode_the_inbox_is_refused(delivery, settings):
    settings.DEMO = False
    deliver_due(CHANNELS["inbox"], at=NINE)
    assert Delivery.objects.get().state == "dead" and not InboxEntry.objects.exists()


def test_a_lost_acknowledgement_is_one_entry_in_the_inbox(delivery):
    deliver_due(CHANNELS["inbox"], at=NINE)
    Delivery.objects.update(state="waiting")
    deliver_due(CHANNELS["inbox"], at=NINE)
    assert InboxEntry.objects.count() == 1


def test_the_console_shows_a_code_in_demo_mode_only(delivery, settings, caplog):
    caplog.set_level("INFO")
    Delivery.objects.update(channel="console")
    deliver_due(CHANNELS["console"], at=NINE)
    assert "482913" in caplog.text
    caplog.clear()
    settings.DEMO = False
    Delivery.objects.update(state="waiting")
    deliver_due(CHANNELS["console"], at=NINE)
    assert caplog.records and "482913" not in caplog.text and "10900000001" not in caplog.text


def test_a_channel_that_nobody_serves_any_more_leaves_a_visible_failure(delivery):
    assert bury_unconfigured(["inbox"], at=NINE) == 0
    assert bury_unconfigured(["console"], at=NINE) == 1
    assert Delivery.objects.get().last_error == "channel not configured"


def test_one_message_reaches_a_person_by_a_channel_once(delivery):
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            county=delivery.county, message=delivery.message, user=delivery.user, channel="inbox", due_at=NINE
        )


@pytest.mark.django_db(transaction=True)
def test_workers_side_by_side_take_each_delivery_once(cast):
    for number in range(40):
        message = Message.objects.create(
            county=cast.county, key=f"k{number}", kind="sign_in_code", created_at=NINE
        )
        Delivery.objects.create(
            county=cast.county, message=message, user=cast.chen, channel="inbox", due_at=NINE
        )
    leases = at_once([lambda: take_due("inbox", at=NINE, limit=10)] * 6)
    taken = [delivery_id for lease in leases for delivery_id in lease.delivery_ids]
    assert len(taken) == len(set(taken)) == 40
