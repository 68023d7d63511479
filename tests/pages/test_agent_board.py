"""抢单大厅: what stands on it, in which order, and what a tap answers."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.middleware.csrf import _unmask_cipher_token
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from agents.finding.grid_points import forget_points
from agents.models import Agent, County
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.actions import claim_order, confirm_item, start_order
from dispatch.orders.cards import public_card
from dispatch.orders.models import Order
from frontend.agent.moulds import Mould, Shelf
from points.models import PointsRule
from tests.conftest import NINE
from tests.pages.clock import JSON, browser_of, stand_at

pytestmark = pytest.mark.usefixtures("nine_o_clock")
BOARD = "/agent/"
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


def claim_url(order):
    return reverse("agent:claim", args=[order.pk])


def test_the_own_grids_orders_stand_first_with_the_time_that_is_left(cast, place, wei_looks):
    elsewhere = place(grid=cast.east, at=NINE - 2 * TEN_MINUTES, by=cast.bai, applicant_phone="10900000002")
    here = place(at=NINE - timedelta(seconds=19))
    board = wei_looks.get(BOARD).context["board"]
    assert [each.order_id for each in board.own] == [here.pk]
    assert [each.order_id for each in board.others] == [elsewhere.pk]
    assert "9:41" in wei_looks.get(BOARD).content.decode()


def test_all_grids_come_by_distance(cast, place, wei_looks):
    place(grid=cast.east, at=NINE - 2 * TEN_MINUTES)
    board = wei_looks.get(BOARD).context["board"]
    assert board.others[0].distance_m == pytest.approx(10_090, abs=60)
    assert "10 km" in wei_looks.get(BOARD).content.decode()


def test_an_order_whose_place_nobody_knows_stands_last_and_says_so(cast, place, wei_looks):
    place(village_code="", address="山那边", at=NINE - timedelta(hours=1))
    near = place(grid=cast.east, at=NINE - 2 * TEN_MINUTES)
    answer = wei_looks.get(BOARD)
    assert answer.context["board"].others[0].order_id == near.pk
    assert "place not known yet" in answer.content.decode()


def test_another_grids_order_is_not_there_before_ten_minutes(cast, place, wei_looks, monkeypatch):
    order = place(grid=cast.east)
    stand_at(monkeypatch, NINE + TEN_MINUTES - timedelta(milliseconds=1))
    assert str(order.pk) not in wei_looks.get(BOARD).content.decode()
    stand_at(monkeypatch, NINE + TEN_MINUTES)
    assert str(order.pk) in wei_looks.get(BOARD).content.decode()


def test_a_card_says_what_it_earns(cast, place, wei_looks):
    place(item_code=cast.permit.code, wish="")
    place()
    page = wei_looks.get(BOARD).content.decode()
    assert "class two · 2 points" in page and "unclassified · 1.5 points for now" in page


def test_a_card_shows_care_and_masks_numbers(cast, place, wei_looks):
    place(wish="打 13812345678 找我", care_marks=["old"], home_visit=True, for_self=False)
    page = wei_looks.get(BOARD).content.decode()
    assert "138****5678" in page and "13812345678" not in page
    assert all(mark in page for mark in ("old", "home visit", "for a relative"))
    assert "陈奶奶" not in page and "三组" not in page


def test_a_card_can_be_made_for_a_socket_without_request_or_viewer(cast, place):
    card = public_card(Order.objects.with_card_facts().get(pk=place().pk))
    with translation.override("en"):
        html = render_to_string("agent/_card.html", {"card": card})
    for said in (f'data-order="{card.order_id}"', 'data-version="1"', f'data-grid="{cast.west.pk}"'):
        assert said in html
    assert f'data-lat="{cast.west.lat}"' in html and 'data-broaden-at="2026-11-20T01:10:00+00:00"' in html
    assert "unclassified · 1.5 points for now" in html and "csrf" not in html


@pytest.fixture
def loaded(cast):
    """The county's grids came from a file, as every county's do; they stay where they are until the next one."""
    County.objects.filter(pk=cast.county.pk).update(grids_revision=1)
    yield
    forget_points()


def test_a_busy_board_costs_three_statements(loaded, cast, place, wei_looks, django_assert_num_queries):
    for _ in range(4):
        place(item_code=cast.permit.code)
        place(grid=cast.east, at=NINE - 2 * TEN_MINUTES)
    wei_looks.get(BOARD)
    for page in (BOARD, reverse("agent:board_cards")):
        with django_assert_num_queries(3):  # session, user, orders with how many are in hand
            assert wei_looks.get(page).status_code == 200


def test_cards_that_others_have_not_seen_yet_cost_two_more(
    loaded, cast, place, wei_looks, django_assert_num_queries
):
    wei_looks.get(BOARD)
    for _ in range(4):
        place()
    with django_assert_num_queries(5):
        assert wei_looks.get(BOARD).status_code == 200


def test_the_board_says_how_many_are_in_hand_with_and_without_cards(cast, place, wei_looks):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    assert "In hand: 1 order<" in wei_looks.get(BOARD).content.decode()
    place()
    assert "In hand: 1 order<" in wei_looks.get(BOARD).content.decode()


def test_one_mould_serves_everybody_with_what_is_theirs(cast, place, wei_looks):
    order = place(grid=cast.east, at=NINE - 2 * TEN_MINUTES)
    of_wei = wei_looks.get(BOARD).content.decode()
    dong_looks = browser_of(cast.dong.user)
    of_dong = dong_looks.get(BOARD).content.decode()
    assert "<span data-distance>10 km</span>" in of_wei
    assert "<span data-distance hidden></span>" in of_dong
    for page, looks in ((of_wei, wei_looks), (of_dong, dong_looks)):
        assert page.count(f'data-order="{order.pk}"') == 1
        tokens = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page))
        secrets = {_unmask_cipher_token(token) for token in tokens}
        assert secrets == {looks.cookies["csrf"].value}


def test_a_card_counts_down_and_waits_by_the_clock_of_each_look(cast, place, wei_looks, monkeypatch):
    place(at=NINE - timedelta(seconds=19))
    assert "9:41" in wei_looks.get(BOARD).content.decode()
    stand_at(monkeypatch, NINE + timedelta(minutes=3))
    page = wei_looks.get(BOARD).content.decode()
    assert "6:41" in page and "waited 3 min" in page and "open to all grids" not in page
    stand_at(monkeypatch, NINE + TEN_MINUTES)
    page = wei_looks.get(BOARD).content.decode()
    assert "open to all grids" in page and "data-ring" not in page


def test_a_card_follows_its_order_its_language_and_the_points_rule(cast, place, wei_looks, monkeypatch):
    order = place()
    assert "unclassified · 1.5 points" in wei_looks.get(BOARD).content.decode()
    chinese = wei_looks.get(BOARD, headers={"accept-language": "zh-CN"}).content.decode()
    assert "unclassified" not in chinese
    confirm_item(order.pk, item_code=cast.permit.code, by=cast.li, at=NINE)
    assert "class two · 2 points" in wei_looks.get(BOARD).content.decode()
    PointsRule.objects.create(
        county=cast.county, version=99, effective_at=NINE + timedelta(minutes=1), class_two=Decimal("3")
    )
    stand_at(monkeypatch, NINE + timedelta(minutes=1))
    assert "class two · 3 points" in wei_looks.get(BOARD).content.decode()


def test_a_name_that_changed_is_seen_within_ten_minutes(cast, place, wei_looks, monkeypatch):
    place(item_code=cast.permit.code)
    before = CatalogueItem.objects.get(pk=cast.permit.pk).name
    assert before in wei_looks.get(BOARD).content.decode()
    CatalogueItem.objects.filter(pk=cast.permit.pk).update(name="我要另一个名字")
    stand_at(monkeypatch, NINE + TEN_MINUTES)
    assert "我要另一个名字" in wei_looks.get(BOARD).content.decode()


def test_the_shelf_keeps_no_more_than_it_may(cast, place):
    card = public_card(Order.objects.with_card_facts().get(pk=place().pk))
    shelf = Shelf(moulds_max=2)
    keys = [(card.order_id, version, "en", 1, False) for version in (1, 2, 3)]
    for key in keys[:2]:
        shelf.put(key, Mould("", card, made_at=NINE))
    assert shelf.get(keys[0], at=NINE)
    shelf.put(keys[2], Mould("", card, made_at=NINE))
    assert [shelf.get(key, at=NINE) is not None for key in keys] == [True, False, True]


def test_a_tap_wins_and_leads_to_the_order(cast, place, wei_looks):
    order = place()
    answer = wei_looks.post(claim_url(order), headers=JSON)
    assert answer.json() == {"won": True, "url": reverse("agent:order", args=[order.pk])}
    assert Order.objects.get().agent == cast.wei


def test_without_scripts_a_won_claim_leads_to_the_order(cast, place, wei_looks):
    order = place()
    assert wei_looks.post(claim_url(order)).url == reverse("agent:order", args=[order.pk])


def test_the_loser_hears_by_whom_and_by_how_much(cast, place, wei_looks, monkeypatch):
    order = place()
    claim_order(order.pk, agent=cast.wen, at=NINE)
    stand_at(monkeypatch, NINE + timedelta(seconds=0.4))
    answer = wei_looks.post(claim_url(order), headers=JSON)
    assert answer.status_code == 409
    assert answer.json() == {
        "won": False,
        "code": "order_already_claimed",
        "sentence": "0.4 seconds too late: 文代办 has taken it.",
        "gone": True,
    }


def test_an_old_page_hears_minutes_and_not_thousands_of_seconds(cast, place, wei_looks, monkeypatch):
    order = place()
    claim_order(order.pk, agent=cast.wen, at=NINE)
    stand_at(monkeypatch, NINE + timedelta(minutes=75))
    answer = wei_looks.post(claim_url(order))
    assert answer.status_code == 409 and "文代办 took it 75 minutes ago." in answer.content.decode()


def test_a_neighbour_in_the_ten_minutes_is_told_to_wait_and_the_card_stays(cast, place):
    answer = browser_of(cast.dong.user).post(claim_url(place()), headers=JSON)
    assert (answer.status_code, answer.json()["code"], answer.json()["gone"]) == (
        403,
        "order_not_broadened_yet",
        False,
    )


def test_five_in_hand_are_enough_and_the_card_stays(cast, place, wei_looks):
    for _ in range(5):
        claim_order(place().pk, agent=cast.wei, at=NINE)
    answer = wei_looks.post(claim_url(place()), headers=JSON)
    assert (answer.status_code, answer.json()["code"], answer.json()["gone"]) == (
        409,
        "too_many_unfinished_orders",
        False,
    )


def test_a_double_tap_and_a_stale_card_of_ones_own_order_lead_to_the_order(cast, place, wei_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    assert wei_looks.post(claim_url(order), headers=JSON).json()["won"] is True


def test_off_duty_one_may_look_but_not_claim(cast, place, wei_looks):
    order = place()
    wei_looks.post(reverse("agent:duty"), {"on": "0"})
    assert Agent.objects.get(pk=cast.wei.pk).is_on_duty is False
    page = wei_looks.get(BOARD).content.decode()
    assert 'data-duty="off"' in page and str(order.pk) in page
    assert wei_looks.post(claim_url(order), headers=JSON).json()["code"] == "agent_not_on_duty"


def test_the_duty_switch_says_where_it_wants_to_be(cast, wei_looks):
    for _ in range(2):
        assert wei_looks.post(reverse("agent:duty"), {"on": "0"}, headers=JSON).json() == {"on_duty": False}
    assert wei_looks.post(reverse("agent:duty"), {"on": "perhaps"}).status_code == 422
    assert (
        wei_looks.post(reverse("agent:duty"), {"on": "1", "next": "https://elsewhere.example/"}).url == BOARD
    )


def test_a_claim_needs_the_pages_own_token(cast, place):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.wei.user, backend="agents.sign_in.backend.SessionBackend")
    order = place()
    assert strict.post(claim_url(order)).status_code == 403
    assert Order.objects.get().agent is None


def test_an_empty_board_says_what_will_come(cast, wei_looks):
    page = wei_looks.get(BOARD).content.decode()
    assert "The first ten minutes of a new order here are yours." in page
