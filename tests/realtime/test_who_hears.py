"""Open pages hear what concerns them, at once and after commit only. Over a real daphne."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from agents.quiet import quiet
from dispatch.orders.actions import (
    assign_order,
    broaden_orders,
    cancel_order,
    claim_order,
    locate_order,
    release_order,
    report_wrong_grid,
    start_order,
)
from dispatch.orders.models import Order
from realtime.hub.post import Frame, Post
from realtime.telling import frames
from tests.conftest import NINE
from tests.realtime.ears import everything_rung

pytestmark = pytest.mark.django_db(transaction=True)
TEN_MINUTES = timedelta(minutes=10)


def test_the_own_grid_hears_first_then_everyone_and_a_claim_folds_the_card_away(cast, place, page):
    wei, wen, dong = page(cast.wei.user), page(cast.wen.user), page(cast.dong.user)
    order = place(item_code="LS050")
    (card,) = wei.heard()
    assert (card["type"], card["order"], card["version"]) == ("card", str(order.pk), 1)
    assert (card["reach"], card["grid"]) == ("own_grid", cast.west.pk)
    assert "我要办老年优待证" in card["html"]
    assert wen.types() == ["card"] and dong.types() == []

    broaden_orders(at=NINE + TEN_MINUTES)
    assert [(frame["type"], frame["reach"]) for frame in dong.heard()] == [("card", "all_grids")]
    wei.heard()

    claim_order(order.pk, agent=cast.dong, at=NINE + TEN_MINUTES)
    (gone,) = wei.heard()
    assert (gone["type"], gone["why"], gone["by"], gone["version"]) == ("gone", "claimed", "董代办", 3)
    assert dong.types() == ["gone"]


def test_before_broadening_only_the_own_grid_hears_that_it_is_gone(cast, place, page):
    order = place()
    wen, dong = page(cast.wen.user), page(cast.dong.user)
    claim_order(order.pk, agent=cast.wei, at=NINE)
    assert wen.types() == ["gone"] and dong.types() == []


def test_an_order_of_another_grid_goes_over_to_that_grid(cast, place, page):
    order = place()
    wen, dong = page(cast.wen.user), page(cast.dong.user)
    report_wrong_grid(order.pk, agent=cast.wei, grid=cast.east, at=NINE)
    (gone,) = wen.heard()
    assert (gone["type"], gone["why"]) == ("gone", "moved")
    assert [(frame["type"], frame["reach"]) for frame in dong.heard()] == [("card", "own_grid")]


def test_an_order_of_no_known_grid_goes_to_everyone(cast, place, page):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    wei, dong = page(cast.wei.user), page(cast.dong.user)
    report_wrong_grid(order.pk, agent=cast.wei, at=NINE)
    assert wei.types() == ["card"] and dong.types() == ["card"]


def test_a_released_order_comes_back_to_everyone_but_to_who_gave_it_back(cast, place, page):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    wei, wen, dong = page(cast.wei.user), page(cast.wen.user), page(cast.dong.user)
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    assert wei.types() == [] and wen.types() == ["card"] and dong.types() == ["card"]


def test_a_reassignment_is_never_on_the_board(cast, place, page):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    wen = page(cast.wen.user)
    assign_order(order.pk, agent=cast.dong, by=cast.li, at=NINE)
    assert [(frame["type"], frame["why"]) for frame in wen.heard()] == [("gone", "assigned")]


def test_a_cancelled_order_disappears(cast, place, page):
    order = place()
    wen = page(cast.wen.user)
    cancel_order(order.pk, by=cast.chen, at=NINE)
    assert [(frame["why"], frame["by"]) for frame in wen.heard()] == [("cancelled", "")]


def test_an_order_without_a_grid_is_everyones_from_the_start(cast, place, page):
    dong = page(cast.dong.user)
    order = place(village_code="")
    assert [frame["reach"] for frame in dong.heard()] == ["all_grids"]
    locate_order(order.pk, grid=cast.west, by=cast.li, at=NINE)
    assert [frame["grid"] for frame in dong.heard()] == [cast.west.pk]


def test_the_own_request_is_not_offered(cast, place, page):
    wei, wen = page(cast.wei.user), page(cast.wen.user)
    place(by=cast.wei.user, applicant_phone="10900000012")
    assert wei.types() == [] and wen.types() == []


def test_the_asker_and_the_office_hear_of_every_change(cast, place, page):
    order = place()
    chen, li = page(cast.chen, order=order.pk), page(cast.li.user)
    claim_order(order.pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    expected = [("order", 2, "claimed"), ("order", 3, "in_progress")]
    for ear in (chen, li):
        heard = [(frame["type"], frame["version"], frame["state"]) for frame in ear.heard()]
        assert heard == expected


def test_each_hears_cards_in_the_own_language(cast, place, page, settings):
    chinese, english = page(cast.wei.user, language="zh-CN"), page(cast.wen.user, language="en")
    order = place()
    cards = [chinese.heard()[0], english.heard()[0]]
    assert [card["order"] for card in cards] == [str(order.pk)] * 2


def test_no_frame_holds_personal_data(cast, place, page):
    wei = page(cast.wei.user)
    place(wish="我叫陈奶奶,电话13812345678,身份证431127194901011234,想办低保")
    (card,) = wei.heard()
    for secret in ("13812345678", "431127194901011234", "10900000001"):
        assert secret not in str(card)


def test_what_was_rolled_back_was_never_said(cast, place, page):
    wei = page(cast.wei.user)
    with suppress(ZeroDivisionError), transaction.atomic():
        place()
        raise ZeroDivisionError
    assert wei.types() == [] and not Order.objects.exists()


def test_a_simulation_rings_nobody(cast, place, page, told):
    wei = page(cast.wei.user)
    with quiet():
        place()
    assert wei.types() == [] and told() == []


def test_after_an_outage_who_waited_longest_comes_first_and_no_page_is_flooded(
    cast, place, page, monkeypatch
):
    monkeypatch.setattr(frames, "CARDS_PER_POST_MAX", 2)
    orders = [place(at=NINE + timedelta(seconds=late)) for late in (2, 0, 1)]
    dong = page(cast.dong.user)
    broaden_orders(at=NINE + 2 * TEN_MINUTES)
    assert [card["order"] for card in dong.heard()] == [str(orders[1].pk), str(orders[2].pk)]


def test_a_card_that_was_taken_before_it_was_drawn_is_not_sent(cast, place, page):
    wei = page(cast.wei.user)
    with transaction.atomic():
        order = place()
        claim_order(order.pk, agent=cast.wen, at=NINE)
    assert wei.types() == ["gone"]


def test_a_template_that_fails_fails_nobodys_order(cast, place, page, settings):
    wei = page(cast.wei.user)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": []}]
    order = place()
    assert wei.types() == [] and order.state == "open"


def test_several_groups_of_one_frame_reach_a_page_once(cast, page):
    from realtime.hub import groups, hub

    wei = page(cast.wei.user)
    both = (groups.county(cast.county.pk), groups.grid(cast.west.pk))
    hub.take_in(Post(frames=(Frame(to=both, texts={"": '{"type":"order"}'}),)))
    everything_rung()
    assert wei.types() == ["order"]
