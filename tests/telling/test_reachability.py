"""Reachable is on duty with a channel that worked lately; where nobody is, all grids are asked (X01, X04)."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from agents.coverage import coverage_of
from agents.duty import set_duty
from agents.models import Agent, AuditEntry, Grid, User
from dispatch.orders.actions import assign_order
from dispatch.orders.models import Order
from realtime.channels.base import TryLater, Undeliverable
from realtime.dispatcher import run_once
from realtime.outbox.lease import STARTS_MAX
from realtime.reachability import heard_from, note_unreachable
from realtime.replies.taking import take_reply
from tests.conftest import NINE

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
GONE = Undeliverable("no such number")


@pytest.fixture
def lost(cast, phones, place, work):
    """The numbers of the west do not exist, and the county has found out."""
    (sms,) = phones("sms")
    sms.failure = GONE
    place()
    work(sms)
    assert note_unreachable(at=NINE + MINUTE) == 2
    return sms


def names() -> list[str]:
    return sorted(Agent.objects.reachable().values_list("name", flat=True))


def test_whose_every_channel_failed_cannot_be_reached(lost, place):
    assert names() == ["戴代办", "董代办"]
    assert note_unreachable(at=NINE + 2 * MINUTE) == 0
    assert place(at=NINE + 2 * MINUTE).broaden_reason == "nobody_reachable"


def test_one_channel_that_works_is_enough(cast, phones, place, work):
    sms, fcm = phones("sms", "fcm")
    sms.failure = GONE
    place()
    work(sms, fcm)
    assert note_unreachable(at=NINE + MINUTE) == 0


def test_a_provider_that_is_away_makes_nobody_unreachable(cast, phones, place, work):
    (sms,) = phones("sms")
    sms.failure = TryLater("500")
    place()
    for n in range(STARTS_MAX + 1):
        work(sms, at=NINE + n * 15 * MINUTE)
    assert note_unreachable(at=NINE + 3 * HOUR) == 0


def test_whoever_is_heard_from_is_there_again_and_stays(lost, cast):
    set_duty(cast.wei, on_duty=False, at=NINE + 2 * MINUTE)
    set_duty(cast.wei, on_duty=True, at=NINE + 2 * MINUTE)
    take_reply("1", phone=cast.wen.user.phone, text="?", county_id=cast.county.pk, at=NINE + 2 * MINUTE)
    assert names() == ["戴代办", "文代办", "董代办", "魏代办"]
    assert note_unreachable(at=NINE + 3 * MINUTE) == 0


def test_a_message_that_arrives_later_finds_the_agent_again(lost, cast, place, work):
    lost.failure = None
    order = place(grid=cast.east, at=NINE + 2 * MINUTE)
    assign_order(order.pk, agent=cast.wei, by=cast.li, at=NINE + 2 * MINUTE)
    work(lost, at=NINE + 2 * MINUTE)
    note_unreachable(at=NINE + 3 * MINUTE)
    assert "魏代办" in names()


def test_a_failure_after_being_heard_from_counts(lost, cast, place, work):
    for agent in Agent.objects.all():
        heard_from(agent, at=NINE + 2 * MINUTE)
    place(at=NINE + 3 * MINUTE)
    work(lost, at=NINE + 3 * MINUTE)
    assert note_unreachable(at=NINE + 4 * MINUTE) == 2


def test_an_order_whose_grid_could_not_be_told_waits_for_nobody(cast, phones, place, work):
    sms, fcm = phones("sms", "fcm")
    sms.failure = fcm.failure = GONE
    order = place()
    run_once(NINE + SECOND)
    assert Order.objects.get(pk=order.pk).broadened_at is None
    work(sms, fcm, at=NINE + 2 * SECOND)
    run_once(NINE + 3 * SECOND)
    order.refresh_from_db()
    assert (order.broadened_at, order.broaden_reason) == (NINE + 3 * SECOND, "nobody_reachable")
    event = order.events.get(kind="broadened")
    assert event.facts["reason"] == "nobody_reachable"
    assert order.desk_at == NINE + 10 * MINUTE + 2 * HOUR


def test_one_agent_told_is_enough_for_the_ten_minutes(cast, phones, place, work):
    (sms,) = phones("sms")
    order = place()
    work(sms)
    User.objects.filter(pk=cast.wen.user_id).update(is_active=False)
    run_once(NINE + SECOND)
    assert Order.objects.get(pk=order.pk).broadened_at is None


def test_coverage_counts_roster_duty_and_reach_of_every_grid(cast):
    Grid.objects.create(county=cast.county, village=cast.east.village, code="431127102009", name="无人网格")
    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    Agent.objects.filter(pk=cast.dong.pk).update(unreachable_since=NINE)
    Agent.objects.filter(pk=cast.dai.pk).update(ended_at=NINE)
    grids = coverage_of(Grid.objects.filter(county=cast.county))
    assert [(each.grid.name, each.serving, each.on_duty, each.reachable) for each in grids] == [
        ("西山村", 2, 1, 1),
        ("东河村", 1, 1, 0),
        ("无人网格", 0, 0, 0),
    ]


def test_officers_see_and_export_where_too_few_can_be_reached(cast, client):
    Agent.objects.filter(pk=cast.wei.pk).update(is_on_duty=False)
    Grid.objects.filter(pk=cast.east.pk).update(name="=1+1")
    client.force_login(cast.sun.user)
    page = client.get(reverse("office:coverage"), headers={"accept-language": "en"}).content.decode()
    assert "1 of 2 grids has fewer than two agents" in page and "西山村" in page
    table = client.post(reverse("office:coverage_csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(table)))
    assert rows[1][:2] == ["毛俊镇", "西山村"] and rows[1][4:] == ["2", "1", "1", "是"]
    assert rows[2][2] == "'=1+1"
    assert AuditEntry.objects.get(deed="exported").after["rows"] == 2
    client.force_login(cast.wei.user)
    assert client.get(reverse("office:coverage")).status_code == 403
