"""A bureau's officer sees the bureau's matters, a township's officer the township's, and nobody acts beyond that."""

from datetime import timedelta

import pytest

from agents.errors import NotPermitted
from agents.models import Bureau, Officer, Township, Village
from dispatch.orders.actions import (
    assign_order,
    cancel_order,
    claim_order,
    confirm_item,
    locate_order,
    reveal_applicant,
)
from dispatch.orders.errors import OrderNotFound
from dispatch.orders.models import Order
from tests.api.conftest import Caller
from tests.conftest import NINE
from tests.pages.clock import browser_of

ORDERS, LIVE, DESK, PEOPLE = "/office/orders/", "/office/", "/office/desk/", "/office/people/"


@pytest.fixture
def elsewhere(cast, office, place):
    """An order of the east, which now belongs to another township, about an item of another bureau."""
    town = Township.objects.create(
        code="431127103000", county=cast.county, name="楠市镇", short_name="楠市镇"
    )
    Village.objects.filter(pk=cast.east.village_id).update(township=town)
    other = Bureau.objects.create(county=cast.county, name="县公安局")
    cast.card.bureau = other
    cast.card.save()
    return place(grid=cast.east, item_code=cast.card.code, at=NINE - timedelta(hours=3))


@pytest.fixture
def here(cast, office, place):
    return place(grid=cast.west, item_code=cast.permit.code, at=NINE - timedelta(hours=3))


SCOPED = ["bureau_officer", "township_officer"]


@pytest.mark.parametrize("role", SCOPED)
def test_lists_and_figures_hold_the_own_orders_only(role, office, here, elsewhere):
    browser = browser_of(office[role].user)
    assert [order.pk for order, _ in browser.get(ORDERS).context["rows"]] == [here.pk]
    live = browser.get(LIVE).context
    assert [order.pk for order, _ in live["open_orders"]] == [here.pk] and live["figures"].open == 1
    assert [each.order.pk for each in browser.get(DESK).context["waiting"]] == [here.pk]
    assert [row["id"] for row in Caller(office[role].user).get("/orders").json()["rows"]] == [str(here.pk)]
    assert [row["id"] for row in Caller(office[role].user).get("/desk").json()["rows"]] == [str(here.pk)]


@pytest.mark.parametrize("role", SCOPED)
def test_another_ones_order_does_not_exist(role, office, here, elsewhere):
    browser, caller = browser_of(office[role].user), Caller(office[role].user)
    assert browser.get(f"{ORDERS}{here.pk}/").status_code == 200
    assert browser.get(f"{ORDERS}{elsewhere.pk}/").status_code == 404
    assert caller.get(f"/orders/{here.pk}").status_code == 200
    assert caller.get(f"/orders/{elsewhere.pk}").status_code == 404


@pytest.mark.parametrize("role", SCOPED)
def test_nobody_acts_on_an_order_out_of_sight(role, cast, office, elsewhere):
    officer = office[role]
    for step in (
        lambda: assign_order(elsewhere.pk, agent=cast.dong, by=officer, at=NINE),
        lambda: cancel_order(elsewhere.pk, by=officer, at=NINE),
        lambda: confirm_item(elsewhere.pk, item_code=cast.permit.code, by=officer, at=NINE),
        lambda: locate_order(elsewhere.pk, grid=cast.west, by=officer, at=NINE),
    ):
        with pytest.raises(OrderNotFound):
            step()
    with pytest.raises(NotPermitted):
        reveal_applicant(elsewhere, to=officer, why="office", at=NINE)
    assert Order.objects.get(pk=elsewhere.pk).version == 1


def test_the_manager_sees_both_and_administrators_none(office, here, elsewhere):
    counts = {role: Order.objects.visible_to(officer).count() for role, officer in office.items()}
    assert counts == {
        "county_manager": 2,
        "auditor": 2,
        "bureau_officer": 1,
        "township_officer": 1,
        "system_admin": 0,
        "security_admin": 0,
        "audit_admin": 0,
    }


def test_who_gives_an_order_away_is_led_back_to_the_list(cast, office, here, elsewhere):
    browser = browser_of(office["bureau_officer"].user)
    answer = browser.post(f"{ORDERS}{here.pk}/confirm/", {"item_code": cast.card.code})
    assert answer.url == ORDERS and Order.objects.get(pk=here.pk).item == cast.card


def test_todays_figures_count_the_own_township(cast, office, here, elsewhere):
    claim_order(here.pk, agent=cast.wei, at=NINE)
    claim_order(elsewhere.pk, agent=cast.dong, at=NINE)
    seen = {
        role: browser_of(office[role].user).get(LIVE).context["figures"].claimed_today
        for role in ("county_manager", *SCOPED)
    }
    assert seen == {"county_manager": 2, "bureau_officer": 1, "township_officer": 1}


def test_a_townships_officer_sees_its_own_agents(cast, office, elsewhere):
    browser = browser_of(office["township_officer"].user)
    assert {agent.pk for agent in browser.get(PEOPLE).context["page"]} == {cast.wei.pk, cast.wen.pk}
    told = Caller(office["township_officer"].user).get("/agents").json()["rows"]
    assert {row["id"] for row in told} == {cast.wei.pk, cast.wen.pk}


def test_an_officer_of_no_orders_hears_no_office(office):
    from realtime.sockets.visitor import _groups_of

    assert any("office" in group for group in _groups_of(office["county_manager"].user))
    assert not any("office" in group for group in _groups_of(office["system_admin"].user))
    assert Officer.objects.serving().count() == 7
