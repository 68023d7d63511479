"""出行单 (X19): by hall and day, ready to print, and nothing in it that must not be lost."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from agents.models import Bureau
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import claim_order, start_order, suspend_order
from frontend.agent.trip import next_days
from tests.conftest import NINE
from tests.pages.clock import browser_of

pytestmark = pytest.mark.usefixtures("nine_o_clock")
TRIP = "/agent/trip/"


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


@pytest.fixture
def begun(cast, place):
    """``begun(item)``: an order of this item that agent Wei has begun."""

    def made(item=None, **said):
        order = claim_order(place(item_code=item.code if item else "", **said).pk, agent=cast.wei, at=NINE)
        return start_order(order.pk, agent=cast.wei, at=NINE)

    return made


@pytest.fixture
def other_hall(cast) -> CatalogueItem:
    bureau = Bureau.objects.create(county=cast.county, name="县人社局")
    return CatalogueItem.objects.create(
        county=cast.county,
        code="LS080",
        name="我要领失业金",
        category="社保就业",
        difficulty_class=1,
        bureau=bureau,
        promised_days=1,
        materials=["身份证", "失业证明"],
    )


def test_orders_stand_by_hall_and_what_has_none_last(cast, begun, other_hall, wei_looks):
    vague, one, two, three = begun(), begun(cast.card), begun(other_hall), begun(cast.permit)
    stops = wei_looks.get(TRIP).context["stops"]
    assert {stop.hall: {errand.order for errand in stop.errands} for stop in stops} == {
        "县人社局": {two},
        "县民政局": {one, three},
        "": {vague},
    }
    assert stops[-1].hall == ""


def test_what_waits_for_papers_stays_at_home(cast, begun, wei_looks):
    suspend_order(begun(cast.card).pk, agent=cast.wei, reason="缺户口本", at=NINE)
    assert wei_looks.get(TRIP).context["stops"] == []
    assert "Nothing to take to a hall" in wei_looks.get(TRIP).content.decode()


def test_the_day_decides_what_is_due(cast, begun, other_hall, wei_looks):
    order = begun(other_hall)

    def due_on(day: date) -> bool:
        (stop,) = wei_looks.get(TRIP, {"day": day.isoformat()}).context["stops"]
        return stop.errands[0].is_due

    due = (order.due_at + timedelta(hours=8)).date()
    assert not due_on(due - timedelta(days=1)) and due_on(due) and due_on(due + timedelta(days=1))


def test_the_next_working_days_are_offered():
    friday = date(2026, 11, 20)
    assert next_days(friday) == [friday, date(2026, 11, 23), date(2026, 11, 24)]


def test_where_the_calendar_is_not_announced_the_next_days_are_offered():
    assert next_days(date(2090, 1, 1)) == [date(2090, 1, 1), date(2090, 1, 2), date(2090, 1, 3)]


@pytest.mark.parametrize("day", ["nonsense", "2026-02-31", "", "2026-11-20T10:00", "99999-01-01"])
def test_a_day_that_is_none_is_today(cast, wei_looks, day):
    assert wei_looks.get(TRIP, {"day": day}).context["day"] == date(2026, 11, 20)


def test_a_lost_sheet_tells_nobody_whose_it_was(cast, begun, wei_looks):
    order = begun(wish="打 13812345678 找陈奶奶", address="3组12号")
    page = wei_looks.get(TRIP).content.decode()
    assert order.number in page
    for secret in ("陈奶奶", "13812345678", "138****5678", "10900000001", "3组12号"):
        assert secret not in page


def test_papers_are_boxes_to_tick(begun, other_hall, wei_looks):
    begun(other_hall)
    page = wei_looks.get(TRIP).content.decode()
    assert page.index("县人社局") < page.index("身份证") < page.index("失业证明")


def test_it_costs_the_same_however_much_there_is(cast, begun, wei_looks, django_assert_max_num_queries):
    for item in (cast.card, cast.permit, None, cast.card):
        begun(item)
    with django_assert_max_num_queries(4):
        wei_looks.get(TRIP)


def test_my_orders_lead_to_it(cast, begun, wei_looks):
    begun(cast.card)
    assert TRIP in wei_looks.get(reverse("agent:orders")).content.decode()
