"""The board as a map: what may be claimed where, and nothing that may not."""

from datetime import timedelta

import pytest

from agents.models import Grid
from tests.conftest import NINE
from tests.pages.clock import browser_of

pytestmark = pytest.mark.usefixtures("nine_o_clock")
MAP = "/agent/map/"
LONG_AGO = NINE - timedelta(minutes=11)


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


def test_the_own_grid_stands_first_then_the_nearest(cast, place, wei_looks):
    there, here, also_here = place(grid=cast.east, at=LONG_AGO), place(), place(at=LONG_AGO)
    answer = wei_looks.get(MAP)
    found = [(each.grid, [card.order_id for card in each.cards]) for each in answer.context["places"]]
    assert found == [(cast.west, [also_here.pk, here.pk]), (cast.east, [there.pk])]
    assert f"#grid-{cast.east.pk}" in answer.content.decode()


def test_what_is_another_grids_alone_is_not_on_it(cast, place, wei_looks):
    order = place(grid=cast.east)
    answer = wei_looks.get(MAP)
    assert answer.context["places"] == [] and str(order.pk) not in answer.content.decode()
    assert "Nothing to claim anywhere" in answer.content.decode()


def test_more_orders_are_a_darker_grid_and_the_own_is_edged(cast, place, wei_looks):
    for _ in range(2):
        place(grid=cast.east, at=LONG_AGO)
    answer = wei_looks.get(MAP)
    assert [(shape.name, shape.tone) for shape in answer.context["drawing"].shapes] == [
        (cast.east.name, "load-2"),
        (cast.west.name, "load-0"),
    ]
    assert 'class="load-0 own"' in answer.content.decode()


def test_without_polygons_there_is_still_the_list(cast, place, wei_looks):
    Grid.objects.update(boundary=None)
    place()
    answer = wei_looks.get(MAP)
    assert answer.context["drawing"] is None and len(answer.context["places"]) == 1


def test_what_lies_nobody_knows_where_is_named_apart(cast, place, wei_looks):
    order = place(village_code="", address="山那边")
    assert [card.order_id for card in wei_looks.get(MAP).context["unplaced"]] == [order.pk]


def test_numbers_are_masked(cast, place, wei_looks):
    place(wish="打 13812345678 找我")
    page = wei_looks.get(MAP).content.decode()
    assert "138****5678" in page and "13812345678" not in page


def test_it_costs_the_same_however_much_is_open(cast, place, wei_looks, django_assert_max_num_queries):
    for _ in range(4):
        place()
    with django_assert_max_num_queries(5):
        wei_looks.get(MAP)
