"""A citizen is forgotten: nothing personal stays, and no order, event, entry or total is lost (S26)."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from agents.consent import VERSION, agree
from agents.endpoints import register_endpoint
from agents.invariants import invariants
from agents.models import Consent, SignInCode, User
from agents.own_data import own_data_of
from agents.sign_in.codes import ask_code
from dispatch.orders.actions import (
    cancel_order,
    claim_order,
    complete_order,
    forget_citizen,
    note_progress,
    rate_order,
    reveal_applicant,
    start_order,
)
from dispatch.orders.errors import OrdersStillRunning, StillServing
from dispatch.orders.links import issue_follow_link, issue_rating_link
from dispatch.orders.models import Erasure, Order, OrderEvent, OrderLink
from points.models import PointsEntry
from realtime.models import Delivery, Message, Reply, SmsStart
from tests.conftest import NINE

HOUR = timedelta(hours=1)
SAID = "电话 10900000001,住三组 12 号"


@pytest.fixture
def served(place, cast) -> Order:
    """An order with everything that people write."""
    order = place(address="三组 12 号", care_marks=["old"], preferred_time="上午", wish=SAID)
    claim_order(order.pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    note_progress(order.pk, words=SAID, by=cast.chen, at=NINE)
    complete_order(order.pk, agent=cast.wei, at=NINE, result=SAID)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE, words=SAID)
    issue_follow_link(order, at=NINE)
    issue_rating_link(order, at=NINE)
    return order


def everything() -> str:
    """All rows of all tables as text, as a dump of the database would hold them."""
    with connection.cursor() as cursor:
        cursor.execute("select table_name from information_schema.tables where table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'select to_jsonb(each)::text from "{table}" each')
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_nothing_personal_stays_anywhere(served, cast):
    ask_code("10900000001", county=cast.county, asked_by="here", address=None, at=NINE)
    index = cast.chen.phone_index
    assert index in everything() and "三组 12 号" not in everything()
    forget_citizen(cast.chen, at=NINE + HOUR)
    left = everything()
    for trace in ("10900000001", "三组 12 号", "陈奶奶", index):
        assert trace not in left
    served.refresh_from_db()
    assert (served.applicant_name, served.applicant_phone, served.wish, served.address) == ("", "", "", "")
    assert served.care_marks == [] and served.result == "—"
    assert not SignInCode.objects.exists() and not OrderLink.objects.exists()


def test_orders_events_messages_and_totals_are_what_they_were(served, cast):
    def counted():
        return (
            Order.objects.count(),
            list(OrderEvent.objects.values_list("kind", "at", "version", "state")),
            Message.objects.count(),
            Delivery.objects.count(),
            PointsEntry.objects.aggregate(Sum("points")),
        )

    before = counted()
    assert forget_citizen(cast.chen, at=NINE + HOUR).orders_count == 1
    assert counted() == before
    assert [line for check in invariants().values() for line in check()] == []


def test_devices_and_what_came_in_by_sms_go_too(cast):
    device = register_endpoint(cast.chen, kind="fcm", value="t" * 150, at=NINE, label="奶奶的手机")
    assert own_data_of(cast.chen)["person"]["devices"][0]["label"] == "奶奶的手机"
    index = cast.chen.phone_index
    Reply.objects.create(county=cast.county, reference="1", phone_index=index, text="我在三组", at=NINE)
    SmsStart.objects.create(county=cast.county, phone_index=index, at=NINE)
    forget_citizen(cast.chen, at=NINE)
    assert not type(device).objects.exists() and not SmsStart.objects.exists()
    assert (Reply.objects.get().text, Reply.objects.get().phone_index) == ("", "")
    assert index not in everything()


def test_to_which_words_a_person_agreed_is_kept_and_ends_with_the_person(cast):
    agree(cast.chen, at=NINE)
    agree(cast.chen, at=NINE + HOUR)
    (told,) = own_data_of(cast.chen)["person"]["agreed_to"]
    assert told == {"version": VERSION, "for_a_child": False, "at": NINE, "withdrawn_at": None}
    forget_citizen(cast.chen, at=NINE + HOUR)
    assert Consent.objects.get().withdrawn_at == NINE + HOUR


def test_while_something_runs_nobody_is_forgotten(place, cast):
    order = place()
    with pytest.raises(OrdersStillRunning):
        forget_citizen(cast.chen, at=NINE)
    cancel_order(order.pk, by=cast.chen, at=NINE)
    forget_citizen(cast.chen, at=NINE)
    assert not User.objects.get(pk=cast.chen.pk).is_active


def test_who_serves_the_county_stays_on_its_roster(cast):
    for user in (cast.wei.user, cast.li.user):
        with pytest.raises(StillServing):
            forget_citizen(user, at=NINE)
    assert not Erasure.objects.exists()


def test_what_was_filed_for_somebody_the_house_knows_stays_theirs(place, cast):
    order = place(for_self=False, applicant_name="白老板", applicant_phone="10900000002", address="街上")
    cancel_order(order.pk, by=cast.chen, at=NINE)
    forget_citizen(cast.chen, at=NINE)
    order.refresh_from_db()
    assert (order.applicant_name, order.address) == ("白老板", "街上")
    forget_citizen(cast.bai, at=NINE)
    order.refresh_from_db()
    assert (order.applicant_name, order.address) == ("", "")


def test_the_number_may_come_back_as_somebody_new(served, cast):
    forget_citizen(cast.chen, at=NINE)
    again = User(county=cast.county, created_at=NINE)
    again.set_phone("+8610900000001")
    again.save(force_insert=True)
    assert not Order.objects.asked_by(again).exists()


@pytest.mark.parametrize(
    "change",
    ["words = 'other'", "words = '', at = now()", "kind = 'noted'", "words = '', version = 9"],
)
def test_a_line_of_the_timeline_can_lose_its_words_and_change_nothing_else(served, change):
    with connection.cursor() as cursor, transaction.atomic():
        cursor.execute("set constraints all immediate")
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            cursor.execute(f"update orders_orderevent set {change}")


def test_what_is_kept_is_told_to_the_person_and_to_nobody_else(served, place, cast):
    served.refresh_from_db()
    reveal_applicant(served, to=cast.wei, why="call", at=NINE)
    place(by=cast.bai, applicant_name="白老板", applicant_phone="10900000002", wish="开店")
    kept = own_data_of(cast.chen)
    assert kept["person"]["phone"] == "+8610900000001"
    (order,) = kept["orders"]
    assert order["words"] == SAID and order["applicant"]["address"] == "三组 12 号"
    assert [each["who"] for each in order["who_looked"]] == ["魏代办"]
    assert {each["about"] for each in kept["messages"]} == {"order_taken", "order_completed"}
    text = json.dumps(kept, default=str, ensure_ascii=False)
    assert "白老板" not in text and "10900000011" not in text


def test_what_a_neighbour_filed_for_me_names_me_and_not_the_neighbour(place, cast):
    place(for_self=False, applicant_name="白老板", applicant_phone="10900000002")
    (order,) = own_data_of(cast.bai)["orders"]
    assert order["applicant"]["name"] == "白老板" and order["for_myself"]
    assert "陈奶奶" not in json.dumps(order, default=str, ensure_ascii=False)
