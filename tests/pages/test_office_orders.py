"""工单 in the office: found, read with all its evidence, assigned, located, classified, cancelled."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agents.models import Agent
from dispatch.orders.actions import (
    cancel_order,
    claim_order,
    complete_order,
    propose_item,
    rate_order,
    start_order,
)
from dispatch.orders.models import Assignment, Order, Reveal
from dispatch.orders.states import State
from tests.conftest import NINE
from tests.pages.clock import text

pytestmark = pytest.mark.usefixtures("nine_o_clock")
ORDERS = "/office/orders/"


def url(order, verb="order"):
    return reverse(f"office:{verb}", args=[order.pk])


def found(answer):
    return {order.pk for order, _ in answer.context["rows"]}


def test_the_filters_live_in_the_address(cast, place, li_looks):
    vague = place()
    card = place(item_code=cast.card.code)
    gone = place(item_code=cast.permit.code)
    cancel_order(gone.pk, by=cast.li, at=NINE, reason="重复")
    assert found(li_looks.get(ORDERS)) == {vague.pk, card.pk, gone.pk}
    assert found(li_looks.get(ORDERS, {"state": "cancelled"})) == {gone.pk}
    assert found(li_looks.get(ORDERS, {"class": "none"})) == {vague.pk}
    assert found(li_looks.get(ORDERS, {"class": "2"})) == {gone.pk}
    assert found(li_looks.get(ORDERS, {"township": "431127102000", "class": "1"})) == {card.pk}
    assert found(li_looks.get(ORDERS, {"q": card.number.lower()})) == {card.pk}


@pytest.mark.parametrize(
    "query",
    [{"state": "nonsense"}, {"township": "９" * 12}, {"class": "7"}, {"page": "-3"}, {"page": "x\x00"}],
)
def test_a_filter_that_makes_no_sense_is_dropped(cast, place, li_looks, query):
    order = place()
    assert found(li_looks.get(ORDERS, query)) == {order.pk}


@pytest.mark.parametrize("typed", ["\x00", "%' or 1=1 --", "😀", "零" * 500])
def test_a_number_that_cannot_be_finds_nothing_and_breaks_nothing(cast, place, li_looks, typed):
    place()
    assert li_looks.get(ORDERS, {"q": typed}).status_code == 200


def test_a_long_list_comes_in_pages(cast, place, li_looks):
    for _ in range(26):
        place()
    assert len(found(li_looks.get(ORDERS))) == 25
    assert len(found(li_looks.get(ORDERS, {"page": "2"}))) == 1
    assert "page=2" in text(li_looks.get(ORDERS, {"state": "open"}))


def test_a_full_list_costs_the_same(cast, place, li_looks, django_assert_max_num_queries):
    for _ in range(12):
        place(item_code=cast.permit.code)
    with django_assert_max_num_queries(10):
        assert li_looks.get(ORDERS).status_code == 200


def test_the_list_masks_numbers_in_words(cast, place, li_looks):
    place(wish="打 13812345678 找我")
    page = text(li_looks.get(ORDERS))
    assert "138****5678" in page and "13812345678" not in page


def test_one_order_with_its_whole_evidence(cast, place, li_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE, note="打了 13812345678")
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE, words="跑了三趟")
    page = text(li_looks.get(url(order)))
    for said in ("魏代办", "Rated: unsatisfied", "跑了三趟", "+1.5", "−1.5", "138****5678"):
        assert said in page
    assert "13812345678" not in page and "陈奶奶" not in page


def test_one_order_costs_the_same_however_long_its_story(
    cast, place, li_looks, django_assert_max_num_queries
):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    for _ in range(3):
        li_looks.post(url(order, "reveal"))
    with django_assert_max_num_queries(12):
        assert li_looks.get(url(order)).status_code == 200


def test_an_officers_look_is_written_down_and_named(cast, place, li_looks):
    order = place()
    page = text(li_looks.post(url(order, "reveal")))
    assert "陈奶奶" in page and "109 0000 0001" in page
    assert Reveal.objects.get().user == cast.li.user
    assert "李主任" in text(li_looks.get(url(order)))


def test_an_agent_is_assigned_even_off_duty_when_searched_by_name(cast, place, li_looks):
    order = place()
    Agent.objects.filter(pk=cast.dong.pk).update(is_on_duty=False)
    names = [choice.agent.name for choice in li_looks.get(url(order)).context["choices"]]
    assert names == ["魏代办", "文代办", "戴代办"]
    assert [choice.agent.name for choice in li_looks.get(url(order), {"agent": "董"}).context["choices"]] == [
        "董代办"
    ]
    assert li_looks.post(url(order, "assign"), {"agent": cast.dong.pk, "reason": "就近"}).status_code == 302
    assert Assignment.objects.get().agent == cast.dong


@pytest.mark.parametrize(
    ("agent", "said"), [("", "fill this in"), ("9" * 30, "one of the options"), ("x", "one of the options")]
)
def test_assigning_nobody_is_refused_in_words(cast, place, li_looks, agent, said):
    answer = li_looks.post(url(place(), "assign"), {"agent": agent})
    assert answer.status_code == 422 and said in text(answer)


def test_the_applicant_cannot_be_the_agent(cast, place, li_looks):
    order = place(by=cast.wei.user, applicant_phone="10900000011")
    answer = li_looks.post(url(order, "assign"), {"agent": cast.wei.pk})
    assert answer.status_code == 403 and "own request" in text(answer)


def test_an_order_is_taken_from_one_agent_and_given_to_another(cast, place, li_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    li_looks.post(url(order, "assign"), {"agent": cast.wen.pk, "reason": "病了"})
    assert [(each.agent.name, each.ending) for each in Assignment.objects.all()] == [
        ("魏代办", "reassigned"),
        ("文代办", ""),
    ]


def test_the_grid_is_named(cast, place, li_looks):
    order = place(village_code="", address="山那边")
    assert li_looks.post(url(order, "locate"), {"grid": ""}).status_code == 422
    assert li_looks.post(url(order, "locate"), {"grid": cast.east.pk}).status_code == 302
    assert Order.objects.get().grid == cast.east


def test_a_proposed_item_is_confirmed_and_the_class_follows(cast, place, li_looks):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    propose_item(order.pk, item_code=cast.permit.code, agent=cast.wei, at=NINE)
    assert f'<option value="{cast.permit.code}" selected>' in text(li_looks.get(url(order)))
    assert li_looks.post(url(order, "confirm"), {"item_code": cast.permit.code}).status_code == 302
    assert (Order.objects.get().item, Order.objects.get().difficulty_class) == (cast.permit, 2)
    assert li_looks.post(url(order, "confirm"), {"item_code": "nonsense"}).status_code == 422


def test_cancelling_needs_a_reason(cast, place, li_looks):
    order = place()
    assert li_looks.post(url(order, "cancel"), {"reason": " "}).status_code == 422
    assert li_looks.post(url(order, "cancel"), {"reason": "重复"}).status_code == 302
    assert Order.objects.get().state == State.CANCELLED


def test_an_hour_later_nothing_of_it_is_cached(cast, place, li_looks):
    answer = li_looks.get(url(place(at=NINE - timedelta(hours=1))))
    assert "no-store" in answer.headers["Cache-Control"]
