"""The next channel speaks when no earlier one has reached the person in its time, and not before (F6)."""

from datetime import time, timedelta

import pytest

from agents.models import Agent, Endpoint, Grid
from agents.signals import code_issued
from dispatch.orders.actions import assign_order, broaden_orders, cancel_order, claim_order, send_to_desk
from realtime.channels.base import TryLater, Undeliverable
from realtime.models import Delivery, Receipt
from realtime.outbox.lease import take_due
from realtime.outbox.reached import let_next_speak_for
from realtime.outbox.worker import deliver_due
from realtime.receipts.reports import Report
from realtime.receipts.take_in import take_in
from tests.cast import make_agent
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
WEST = [("文代办", "order_offered"), ("魏代办", "order_offered")]


def test_the_own_grid_is_sent_an_sms_at_once_and_nobody_is_rung_twice(phones, place, work, states):
    sms, fcm = phones("sms", "fcm")
    place()
    work(sms, fcm)
    assert (sms.rung, fcm.rung) == (WEST, [])
    work(sms, fcm, at=NINE + MINUTE)
    assert fcm.rung == []
    assert states("order_offered") == [
        ("fcm", "dropped"),
        ("fcm", "dropped"),
        ("sms", "sent"),
        ("sms", "sent"),
    ]


def test_a_provider_that_is_away_gives_the_next_its_turn_at_its_deadline(phones, place, work):
    sms, fcm = phones("sms", "fcm")
    sms.failure = TryLater("500")
    place()
    work(sms, fcm, at=NINE + 29 * SECOND)
    assert fcm.rung == []
    work(sms, fcm, at=NINE + 30 * SECOND)
    assert fcm.rung == WEST


def test_a_number_that_does_not_exist_gives_the_next_its_turn_at_once(phones, place, work, states):
    sms, fcm = phones("sms", "fcm")
    sms.failure = Undeliverable("no such number")
    place()
    work(sms, fcm)
    assert fcm.rung == WEST
    assert states("order_offered") == [("fcm", "sent"), ("fcm", "sent"), ("sms", "dead"), ("sms", "dead")]


def test_one_of_two_channels_that_speak_together_is_enough(phones, place, work):
    fcm, webpush, wechat = phones("fcm", "webpush", "wechat")
    webpush.failure = Undeliverable("no subscription")
    place()
    work(fcm, webpush, wechat)
    assert (fcm.rung, wechat.rung) == (WEST, [])
    work(wechat, at=NINE + 5 * MINUTE)
    assert wechat.rung == []


def test_whoever_has_nothing_for_the_first_turn_hears_at_once_by_the_next(phones, place, work, cast):
    fcm, wechat = phones("fcm", "wechat")
    Endpoint.objects.filter(user=cast.wei.user, kind="fcm").delete()
    place()
    work(fcm, wechat)
    assert ([name for name, _ in fcm.rung], [name for name, _ in wechat.rung]) == (["文代办"], ["魏代办"])


def test_what_only_shows_on_open_pages_or_in_a_log_has_reached_nobody(phones, place, work, cast):
    console, sms, wechat = phones("console", "sms", "wechat")
    sms.failure = TryLater("500")
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    assign_order(order.pk, agent=cast.dong, by=cast.li, at=NINE)
    work(console, sms, wechat)
    assert ("董代办", "order_assigned") in console.rung
    work(console, sms, wechat, at=NINE + 2 * MINUTE)
    assert ("董代办", "order_assigned") in wechat.rung


@pytest.fixture
def reported(phones, place, settings):
    """An offer by SMS that the provider took, in a county whose provider reports; nothing has been reported yet."""
    settings.CALLBACK_SECRET = "the provider's"
    sms, wechat = phones("sms_gateway", "wechat")
    place()
    deliver_due(sms, at=NINE)
    for delivery in Delivery.objects.filter(channel="sms_gateway"):
        Receipt.objects.create(
            delivery=delivery, channel="sms_gateway", reference=delivery.user.name, accepted_at=NINE
        )
    return wechat


def report(name: str, *, was_delivered: bool) -> None:
    take_in([Report(name, was_delivered)], channel="sms_gateway", at=NINE + SECOND)
    let_next_speak_for([name], channel="sms_gateway", at=NINE + SECOND)


def test_without_a_receipt_in_its_time_the_next_channel_speaks(reported, work):
    report("文代办", was_delivered=True)
    work(reported, at=NINE + 29 * SECOND)
    assert reported.rung == []
    work(reported, at=NINE + 30 * SECOND)
    assert [name for name, _ in reported.rung] == ["魏代办"]


def test_a_report_that_it_did_not_arrive_gives_the_next_its_turn_at_once(reported, work):
    report("文代办", was_delivered=False)
    work(reported, at=NINE + SECOND)
    assert [name for name, _ in reported.rung] == ["文代办"]


def test_the_countys_own_plan_is_followed(phones, place, work, policy):
    sms, wechat = phones("sms", "wechat")
    policy(telling_plans={"offer": [{"channels": ["wechat"], "wait_seconds": 10}, {"channels": ["sms"]}]})
    wechat.failure = TryLater("away")
    place()
    work(sms, wechat)
    assert sms.rung == []
    work(sms, wechat, at=NINE + 10 * SECOND)
    assert sms.rung == WEST


def test_a_plan_that_cannot_be_read_leaves_nobody_untold(phones, place, work, policy):
    (sms,) = phones("sms")
    policy(telling_plans={"offer": "sms"})
    place()
    work(sms)
    assert sms.rung == WEST


def test_offers_that_wait_are_withdrawn_when_one_agent_has_the_order(phones, place, work, states, cast):
    sms, fcm = phones("sms", "fcm")
    order = place()
    work(sms)
    claim_order(order.pk, agent=cast.wei, at=NINE + SECOND)
    assert states("order_offered") == [
        ("fcm", "dropped"),
        ("fcm", "dropped"),
        ("sms", "sent"),
        ("sms", "sent"),
    ]
    work(fcm, at=NINE + MINUTE)
    assert fcm.rung == []


def test_an_offer_that_a_worker_holds_is_left_to_its_worker(phones, place, cast, states):
    phones("sms")
    order = place()
    take_due("sms", at=NINE, limit=1)
    cancel_order(order.pk, by=cast.chen, at=NINE)
    assert states("order_offered") == [("sms", "dropped"), ("sms", "waiting")]


@pytest.fixture
def farther(cast) -> Agent:
    """An agent of a third grid, a day's walk away."""
    far = Grid.objects.create(
        county=cast.county, village=cast.east.village, code="431127102003", name="远山", lng=113.0, lat=26.0
    )
    return make_agent(far, "袁代办", "+8610900000019", at=NINE)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({"broadening_sms": "all"}, ["戴代办", "文代办", "董代办", "袁代办", "魏代办"]),
        (
            {"broadening_sms": "nearest", "broadening_sms_nearest": 4},
            ["戴代办", "文代办", "董代办", "魏代办"],
        ),
        ({"broadening_sms": "nearest", "broadening_sms_nearest": 2}, ["文代办", "魏代办"]),
        ({"broadening_sms": "none"}, []),
    ],
)
@pytest.mark.parametrize("orders", [1, 2])
def test_on_broadening_push_goes_to_all_and_sms_to_whom_the_county_pays_it_for(
    phones, place, work, policy, farther, choice, expected, orders
):
    sms, fcm = phones("sms", "fcm")
    policy(**choice)
    for _ in range(orders):
        place()
    Delivery.objects.all().delete()
    broaden_orders(at=NINE + 10 * MINUTE)
    work(sms, fcm, at=NINE + 10 * MINUTE)
    assert [name for name, _ in fcm.rung] == ["戴代办", "文代办", "董代办", "袁代办", "魏代办"]
    assert [name for name, _ in sms.rung] == expected


def test_where_the_place_is_not_known_everybody_is_near(phones, place, work, policy, farther):
    (sms,) = phones("sms")
    policy(broadening_sms="nearest", broadening_sms_nearest=1)
    place(village_code="")
    work(sms)
    assert len(sms.rung) == 5


def test_in_quiet_hours_nothing_rings_and_at_their_end_what_is_still_true_does(
    phones, place, work, policy, cast
):
    sms, fcm = phones("sms", "fcm")
    policy(quiet_from=time(8), quiet_until=time(14))
    order, other = place(), place()
    work(sms, fcm, at=NINE + MINUTE)
    assert (sms.rung, fcm.rung) == ([], [])
    claim_order(order.pk, agent=cast.dong, at=NINE + 30 * MINUTE)
    work(sms, fcm, at=NINE + timedelta(hours=5) - SECOND)
    assert sms.rung == []
    work(sms, fcm, at=NINE + timedelta(hours=5))
    assert {parcel.kind for parcel in sms.parcels} >= {"order_offered"}
    assert all(other.number in parcel.text for parcel in sms.parcels if parcel.kind == "order_offered")


def test_the_board_knows_no_quiet_hours(settings, place, policy):
    settings.MESSAGE_CHANNELS = ["inbox"]
    policy(quiet_from=time(8), quiet_until=time(14))
    place()
    assert set(Delivery.objects.values_list("due_at", flat=True)) == {NINE}


def test_a_retry_that_falls_into_quiet_hours_waits_too(phones, place, work, policy):
    (sms,) = phones("sms")
    policy(quiet_from=time(9, 1), quiet_until=time(14))
    sms.failure = TryLater("away", retry_after_seconds=120)
    place()
    work(sms)
    sms.failure = None
    work(sms, at=NINE + 3 * MINUTE)
    assert sms.rung == []
    assert set(Delivery.objects.values_list("due_at", "attempts")) == {(NINE + timedelta(hours=5), 1)}


def test_a_code_to_sign_in_rings_at_night(phones, cast, work, policy):
    (sms,) = phones("sms")
    policy(quiet_from=time(8), quiet_until=time(14))
    expires_at = NINE + 5 * MINUTE
    issued = {"phone": "+8610900000088", "code": "482913", "county": cast.county, "user": None}
    code_issued.send(None, **issued, at=NINE, expires_at=expires_at)
    work(sms)
    assert [parcel.phone for parcel in sms.parcels] == ["+8610900000088"]


def test_an_officer_without_a_number_is_planned_no_sms(phones, place, states):
    phones("sms", "email")
    place(village_code="")
    send_to_desk(at=NINE)
    assert states("order_at_desk") == [("email", "waiting")]
