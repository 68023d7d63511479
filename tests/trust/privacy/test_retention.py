"""What is kept too long is erased by the clock, by the county's own numbers, and the ledger stays whole (S26)."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from django.urls import reverse

from agents.audit import Deed, record_audit
from agents.endpoints import register_endpoint
from agents.invariants import invariants
from agents.models import AuditEntry, Endpoint, Policy, RetentionTurn, SignInCode
from agents.policy_numbers import NUMBERS
from agents.retention.kinds import outdated_kinds
from agents.retention.turns import EVERY, erase_outdated
from dispatch.casework.photos.actions import add_photo
from dispatch.casework.photos.models import Photo
from dispatch.orders.actions import (
    cancel_order,
    claim_order,
    complete_order,
    note_progress,
    rate_order,
    reveal_applicant,
    start_order,
)
from dispatch.orders.models import Order, OrderEvent, Rating, Reveal
from points.models import PointsEntry
from realtime.dispatcher import CLOCK_ACTIONS
from realtime.models import Delivery, InboxEntry, Message, Reply
from tests.casework.pictures import jpeg
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at

DAY = timedelta(days=1)
#: Everything the cast does happens long before the house's real clock, so that the database lets old rows go.
LONG_AGO = datetime(2023, 3, 1, 1, 0, tzinfo=UTC)


@pytest.fixture
def served(place, cast, media) -> Order:
    """An order from the first word to the rating, with a photo and a look at the applicant."""
    order = claim_order(place(address="三组 12 号").pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    reveal_applicant(Order.objects.get(pk=order.pk), to=cast.wei, why="service", at=NINE)
    note_progress(order.pk, words="电话 10900000001", by=cast.chen, at=NINE)
    add_photo(order.pk, photo_id=order.pk, content=jpeg(), by=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, by=cast.chen, grade="satisfied", words="好", at=NINE)
    Delivery.objects.filter(state="waiting").update(state="sent", sent_at=NINE)
    return Order.objects.get(pk=order.pk)


def keep(policy: Policy, **days: int) -> None:
    Policy.objects.filter(pk=policy.pk).update(**{f"keep_{kind}_days": each for kind, each in days.items()})


def broken() -> list[str]:
    return [line for check in invariants().values() for line in check()]


def test_an_orders_applicant_goes_when_the_days_are_over_and_not_before(served, cast):
    keep(cast.policy, orders=400, photos=3650)
    assert erase_outdated(at=NINE + 400 * DAY) == 0
    erase_outdated(at=NINE + 402 * DAY)
    served.refresh_from_db()
    assert (served.applicant_name, served.applicant_phone_index, served.address, served.wish) == ("",) * 4
    assert {event.words for event in OrderEvent.objects.all()} == {""}
    assert Rating.objects.get().words == "" and Rating.objects.get().grade == "satisfied"


def test_the_ledger_the_chains_and_verify_stay_whole(served, cast):
    total = PointsEntry.objects.aggregate(Sum("points"))
    keep(cast.policy, orders=366, photos=183)
    assert erase_outdated(at=NINE + 500 * DAY) > 0
    assert PointsEntry.objects.aggregate(Sum("points")) == total
    assert broken() == []


def test_a_running_order_is_never_erased(place, cast):
    order = place()
    keep(cast.policy, orders=366)
    erase_outdated(at=NINE + 2000 * DAY)
    order.refresh_from_db()
    assert order.applicant_name == "陈奶奶"


def test_photos_have_their_own_time(served, cast, django_capture_on_commit_callbacks):
    keep(cast.policy, orders=3650, photos=183)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_outdated(at=NINE + 184 * DAY) == 1
    photo = Photo.objects.get()
    assert photo.removed_at == NINE + 184 * DAY and photo.sent_hash == ""
    served.refresh_from_db()
    assert served.applicant_name == "陈奶奶"


def test_codes_devices_numbers_and_answers_go(cast, place):
    SignInCode.objects.create(
        county=cast.county, phone_index="i" * 32, asked_by="x", code_hash="y", asked_at=NINE, expires_at=NINE
    )
    device = register_endpoint(cast.chen, kind="fcm", value="t" * 40, at=NINE)
    Endpoint.objects.filter(pk=device.pk).update(ended_at=NINE, ending="gone")
    Reply.objects.create(county=cast.county, reference="1", phone_index="i" * 32, text="我在三组", at=NINE)
    code = Message.objects.create(
        county=cast.county, key="sign_in_code:abc:1", kind="sign_in_code", created_at=NINE
    )
    told = Message.objects.create(county=cast.county, key="k", kind="order_taken", created_at=NINE)
    for message in (code, told):
        Delivery.objects.create(
            county=cast.county,
            message=message,
            address="+8610900000099",
            channel="sms",
            due_at=NINE,
            state="sent",
        )
    InboxEntry.objects.create(county=cast.county, kind="x", text="y", at=NINE)
    assert erase_outdated(at=NINE + 181 * DAY) == 6
    assert (
        not SignInCode.objects.exists() and not Endpoint.objects.exists() and not InboxEntry.objects.exists()
    )
    assert (Reply.objects.get().text, Reply.objects.get().phone_index) == ("", "")
    assert Delivery.objects.get().address == "" and Message.objects.get().kind == "order_taken"


def test_who_looked_and_the_audit_are_kept_for_half_a_year_at_the_least(served, cast):
    keep(cast.policy, reveals=183, audit=183)
    with pytest.raises(DatabaseError, match="keeps its rows"), transaction.atomic():
        Reveal.objects.all().delete()
    assert {number.min for number in NUMBERS if number.name in {"keep_reveals_days", "keep_audit_days"}} == {
        183
    }


def test_old_looks_and_old_audit_rows_go_and_the_chain_stays_whole(cast, place):
    order = place()
    Reveal.objects.create(
        county=cast.county, order=order, user=cast.wei.user, fields="name", why="x", at=LONG_AGO
    )
    for _ in range(3):
        record_audit(Deed.SIGNED_IN, by=cast.li, at=LONG_AGO)
    record_audit(Deed.SIGNED_IN, by=cast.li, at=NINE)
    assert sum(erase_outdated(at=NINE, batch=2) for _ in range(6)) == 4
    assert not Reveal.objects.exists()
    assert list(AuditEntry.objects.exclude(deed=Deed.AUDIT_PRUNED).values_list("at", flat=True)) == [NINE]
    assert broken() == []


def test_once_a_day_and_doing_it_again_does_nothing(served, cast):
    keep(cast.policy, orders=366, photos=183)
    first = NINE + 500 * DAY
    assert erase_outdated(at=first) > 0
    turn = RetentionTurn.objects.get()
    assert (turn.began_at, turn.finished_at, turn.waiting) == (first, first, [])
    assert turn.erased["orders"] == 1
    assert erase_outdated(at=first + EVERY / 2) == 0
    assert RetentionTurn.objects.get().began_at == first
    assert erase_outdated(at=first + EVERY) == 0
    assert RetentionTurn.objects.get().erased["orders"] == 0


def test_it_goes_batch_by_batch_until_nothing_is_left(place, cast):
    for _ in range(5):
        cancel_order(place().pk, by=cast.chen, at=NINE)
    keep(cast.policy, orders=366)
    done = [erase_outdated(at=NINE + 400 * DAY, batch=2) for _ in range(5)]
    assert done[:2] == [2, 2] and sum(done) == 5
    assert not Order.objects.exclude(applicant_phone_index="").exists()


@pytest.mark.django_db(transaction=True)
def test_two_dispatchers_share_the_work_and_wait_for_nobody(place, cast):
    for _ in range(4):
        cancel_order(place().pk, by=cast.chen, at=NINE)
    keep(cast.policy, orders=366)
    held = Order.objects.order_by("placed_at", "pk").first()
    done: list[int] = []

    def clock() -> None:
        try:
            done.append(erase_outdated(at=NINE + 400 * DAY))
        finally:
            connection.close()

    with transaction.atomic():
        # Somebody works on one of the orders: it is left for the next day, and nobody waits.
        Order.objects.select_for_update().get(pk=held.pk)
        threads = [threading.Thread(target=clock) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert not any(thread.is_alive() for thread in threads)
    assert sum(done) == 3
    assert erase_outdated(at=NINE + 401 * DAY) == 1


def test_it_is_one_of_the_clocks_actions_and_each_kind_has_a_number_of_the_policy():
    assert erase_outdated in CLOCK_ACTIONS
    named = {number.name for number in NUMBERS}
    assert {each.days for each in outdated_kinds().values()} <= named
    assert {each for each in named if each.startswith("keep_")} == {
        each.days for each in outdated_kinds().values()
    }


def test_asking_whose_turn_it_is_takes_one_statement(cast, django_assert_num_queries):
    erase_outdated(at=NINE)
    with django_assert_num_queries(1):
        erase_outdated(at=NINE + timedelta(seconds=1))


def test_the_office_reads_the_days_and_what_went_last(served, cast, monkeypatch):
    keep(cast.policy, orders=400)
    monday = NINE + 500 * DAY
    erase_outdated(at=monday)
    stand_at(monkeypatch, monday)
    page = browser_of(cast.li.user).get(reverse("office:retention")).content.decode()
    assert "1 erased the last time" in page and ">400</b>" in page
    assert browser_of(cast.li.user).get(reverse("office:rules")).status_code == 200
