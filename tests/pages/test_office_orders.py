"""工单 in the office: found, read with all its evidence, assigned, located, classified, cancelled, placed."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO
from urllib.parse import urljoin
from uuid import uuid4

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from agents.models import Agent, Officer
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
from points.models import Export
from tests.cast import make_officer
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at

ORDERS, PEOPLE, REWARDS, PLACE = "/office/orders/", "/office/people/", "/office/rewards/", "/office/ask/"


@pytest.fixture(autouse=True)
def nine_o_clock(monkeypatch):
    stand_at(monkeypatch, NINE)


@pytest.fixture
def li_looks(cast):
    return browser_of(cast.li.user)


def url(order, verb="order"):
    return reverse(f"office:{verb}", args=[order.pk])


def text(answer):
    return answer.content.decode()


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


def test_people_are_found_by_name_village_and_township(cast, li_looks):
    for query in ({"q": "魏"}, {"q": "西山"}, {"township": "431127102000"}):
        assert "魏代办" in text(li_looks.get(PEOPLE, query))
    assert "魏代办" not in text(li_looks.get(PEOPLE, {"q": "东河"}))
    assert li_looks.get(PEOPLE, {"q": "\x00%", "township": "x\x00"}).status_code == 200


def test_the_roster_leads_to_its_next_page_and_keeps_the_search(cast, li_looks, monkeypatch):
    monkeypatch.setattr("frontend.office.people.PAGE_SIZE", 1)
    first = li_looks.get(PEOPLE, {"q": "代办", "township": "431127102000"})
    link = re.search(r'rel="next" href="([^"]+)"', text(first))
    assert link
    second = li_looks.get(urljoin(PEOPLE, unescape(link.group(1))))
    assert (second.status_code, second.context["page"].number, second.context["filters"].words) == (
        200,
        2,
        "代办",
    )
    assert list(first.context["page"]) != list(second.context["page"])


def test_villages_with_fewer_than_two_agents_are_gaps(cast, li_looks):
    Agent.objects.filter(pk=cast.wei.pk).update(ended_at=NINE)
    assert [(each.pk, each.serving) for each in li_looks.get(PEOPLE).context["gaps"]] == [
        (cast.west.village_id, 1)
    ]


def test_the_roster_counts_what_each_carries_in_few_statements(
    cast, place, li_looks, django_assert_max_num_queries
):
    claim_order(place().pk, agent=cast.wei, at=NINE)
    with django_assert_max_num_queries(7):
        answer = li_looks.get(PEOPLE)
    assert {agent.name: agent.unfinished for agent in answer.context["page"]}["魏代办"] == 1


@pytest.fixture
def served(cast, place):
    order = claim_order(place(item_code=cast.permit.code).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(order.pk, grade="very_satisfied", by=cast.chen, at=NINE)
    return order


def test_the_quarter_by_agent(cast, served, li_looks):
    answer = li_looks.get(REWARDS)
    assert (answer.context["figures"].points, answer.context["figures"].yuan) == (3, 30)
    assert "魏代办" in text(answer) and "30.00" in text(answer)
    assert "Nothing earned" in text(li_looks.get(REWARDS, {"quarter": "2026Q3"}))


@pytest.mark.parametrize("quarter", ["", "2026", "2026Q5", "x\x00", "٢٠٢٦Q4"])
def test_a_quarter_that_makes_no_sense_is_the_running_one(cast, served, li_looks, quarter):
    assert str(li_looks.get(REWARDS, {"quarter": quarter}).context["quarter"]) == "2026Q4"


EXPORT = "/office/rewards/2026Q4/export/"


def test_the_report_is_a_workbook_that_opens(cast, served, li_looks):
    answer = li_looks.post(EXPORT, {"what": "workbook", "reason": "季度发放"})
    assert answer.status_code == 200 and "filename*=utf-8''" in answer.headers["Content-Disposition"]
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    assert any(cell.value == "魏代办" for row in sheet.iter_rows() for cell in row)


def test_nothing_is_exported_without_a_reason(cast, served, li_looks):
    answer = li_looks.post(EXPORT, {"what": "tables", "reason": " "})
    assert answer.status_code == 422 and "Please fill this in." in text(answer)
    assert not Export.objects.exists()


def test_the_page_says_who_exported_what_and_why(cast, served, li_looks):
    li_looks.post(EXPORT, {"what": "tables", "reason": "审计抽查"})
    answer = text(li_looks.get(REWARDS))
    assert "审计抽查" in answer and "李主任" in answer


def test_reading_the_address_of_an_export_changes_nothing(cast, served, li_looks):
    assert li_looks.get(EXPORT).status_code == 405
    assert li_looks.post(EXPORT, {"what": "everything", "reason": "x"}).status_code == 422
    assert not Export.objects.exists()


def test_no_report_of_a_quarter_that_is_none(li_looks):
    assert li_looks.post("/office/rewards/2026Q9/export/").status_code == 404


def test_rewards_are_for_managers_and_auditors_alone(cast, served):
    township = cast.west.village.township
    zhou = make_officer(cast.county, "周干事", "zhou", Officer.Role.AUDITOR, at=NINE)
    assert browser_of(zhou.user).get(REWARDS).status_code == 200
    Officer.objects.filter(pk=zhou.pk).update(role=Officer.Role.TOWNSHIP_OFFICER, township=township)
    answer = browser_of(zhou.user).get(REWARDS)
    assert answer.status_code == 403
    assert browser_of(zhou.user).post(EXPORT, {"what": "workbook", "reason": "x"}).status_code == 403
    assert REWARDS not in text(browser_of(zhou.user).get("/office/"))


@pytest.fixture
def said(cast):
    return {
        "id": str(uuid4()),
        "channel": "phone",
        "wish": "低保是不是停了",
        "village_code": cast.west.village_id,
        "for_whom": "other",
        "applicant_name": "陈奶奶",
        "applicant_phone": "10900000001",
        "care_marks": ["old"],
        "home_visit": "1",
    }


def test_a_request_is_written_down_for_a_caller(cast, said, li_looks):
    order_url = li_looks.post(PLACE, said).url
    order = Order.objects.get()
    assert order_url == url(order)
    assert (order.channel, order.filed_by_officer, order.citizen, order.for_self) == (
        "phone",
        cast.li,
        None,
        False,
    )
    assert (order.care_marks, order.home_visit, order.grid) == (["old"], True, cast.west)


def test_sent_twice_it_is_one_order(said, li_looks):
    assert li_looks.post(PLACE, said).url == li_looks.post(PLACE, said).url
    assert Order.objects.count() == 1


def test_without_a_village_the_desk_names_the_grid(said, li_looks):
    assert li_looks.post(PLACE, {**said, "village_code": ""}).status_code == 302
    assert Order.objects.get().grid is None


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"wish": ""}, "wish"),
        ({"wish": "办" * 10_000}, "wish"),
        ({"applicant_phone": "0746-2210000"}, "applicant_phone"),
        ({"applicant_phone": "+1 202 555 0100"}, "applicant_phone"),
        ({"applicant_name": "\x00"}, "applicant_name"),
        ({"village_code": "431127999999"}, "village_code"),
        ({"care_marks": ["rich"]}, "care_marks"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_kept(said, li_looks, wrong, field):
    answer = li_looks.post(PLACE, {**said, **wrong})
    assert answer.status_code == 422 and field in answer.context["problems"]
    assert "陈奶奶" in text(answer) or field == "applicant_name"
    assert f'href="#{field}"' in text(answer) and not Order.objects.exists()


def test_an_hour_later_nothing_of_it_is_cached(cast, place, li_looks):
    answer = li_looks.get(url(place(at=NINE - timedelta(hours=1))))
    assert "no-store" in answer.headers["Cache-Control"]
