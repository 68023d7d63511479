"""不是本网格 on the agent's page: a button where it may be said, and where it leads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from dispatch.orders.actions import claim_order, report_wrong_grid
from dispatch.orders.models import Order
from tests.conftest import NINE
from tests.pages.clock import JSON, browser_of

pytestmark = pytest.mark.usefixtures("nine_o_clock")


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


def page_of(order):
    return reverse("agent:order", args=[order.pk])


def door_of(order):
    return reverse("agent:wrong_grid", args=[order.pk])


def test_the_button_stands_on_orders_of_the_own_grid_only(cast, place, wei_looks):
    open_here, carried = place(), claim_order(place().pk, agent=cast.wei, at=NINE)
    for order in (open_here, carried):
        assert door_of(order) in wei_looks.get(page_of(order)).content.decode()
    elsewhere = place(grid=cast.east, at=NINE - timedelta(minutes=11))
    assert door_of(elsewhere) not in wei_looks.get(page_of(elsewhere)).content.decode()


def test_one_tap_hands_it_on_and_leads_to_the_board(cast, place, wei_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    answer = wei_looks.post(door_of(order), follow=True)
    assert answer.redirect_chain == [(reverse("agent:board"), 302)]
    assert "an officer names the right one" in answer.content.decode()
    assert Order.objects.get().grid is None


def test_who_knows_whose_it_is_names_the_grid(cast, place, wei_looks):
    order = place()
    assert cast.east.name in wei_looks.get(page_of(order)).content.decode()
    wei_looks.post(door_of(order), {"grid": cast.east.code})
    assert Order.objects.get().grid == cast.east


def test_a_grid_that_is_none_is_refused_at_its_field(cast, place, wei_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for code in ("nonsense", cast.west.code):
        answer = wei_looks.post(door_of(order), {"grid": code})
        assert answer.status_code == 422 and 'id="wrong_grid-grid-problem"' in answer.content.decode()
    assert Order.objects.get().agent == cast.wei


def test_it_is_said_once(cast, place, wei_looks):
    order = place()
    report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=NINE)
    report_wrong_grid(order.pk, agent=cast.dong, grid=cast.west, at=NINE)
    assert door_of(order) not in wei_looks.get(page_of(order)).content.decode()
    answer = wei_looks.post(door_of(order), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (409, "grid_doubted_before")


def test_who_asked_reads_it_in_plain_words(cast, place):
    order = place()
    report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=NINE)
    page = browser_of(cast.chen).get(reverse("citizen:order", args=[order.pk])).content.decode()
    assert "Another village&#x27;s agents were asked" in page
