"""我的工单: what is next, each step, and what is said when a step is refused."""

from datetime import timedelta
from html import escape
from urllib.parse import unquote_plus

import pytest
from django.urls import reverse

from agents.finding import GivenPoint
from dispatch.orders.actions import (
    claim_order,
    complete_order,
    rate_order,
    reveal_applicant,
    start_order,
    suspend_order,
)
from dispatch.orders.models import Order, OrderEvent, Reveal
from dispatch.orders.states import State
from frontend.navigation import ways_to
from points.models import PointsEntry
from tests.conftest import NINE
from tests.pages.clock import browser_of, stand_at, text

pytestmark = pytest.mark.usefixtures("nine_o_clock")


@pytest.fixture
def wei_looks(cast):
    return browser_of(cast.wei.user)


@pytest.fixture
def claimed(cast, place):
    return claim_order(place(wish="打 13812345678 找我").pk, agent=cast.wei, at=NINE)


@pytest.fixture
def started(cast, claimed):
    return start_order(claimed.pk, agent=cast.wei, at=NINE)


def url(order, verb="order"):
    return reverse(f"agent:{verb}", args=[order.pk])


def test_whose_next_deadline_comes_first_stands_first(cast, place, wei_looks):
    later = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    first = claim_order(place().pk, agent=cast.wei, at=NINE)
    waiting = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
    suspend_order(waiting.pk, agent=cast.wei, reason="缺户口本", at=NINE)
    tasks = wei_looks.get(reverse("agent:orders")).context["tasks"]
    assert [task.order.pk for task in tasks] == [first.pk, later.pk, waiting.pk]


def test_my_orders_cost_the_same_however_many(cast, place, wei_looks, django_assert_max_num_queries):
    for _ in range(2):
        done = start_order(claim_order(place().pk, agent=cast.wei, at=NINE).pk, agent=cast.wei, at=NINE)
        complete_order(done.pk, agent=cast.wei, result="办好了", at=NINE)
        claim_order(place().pk, agent=cast.wei, at=NINE)
    with django_assert_max_num_queries(6):
        assert wei_looks.get(reverse("agent:orders")).status_code == 200


def test_before_the_claim_the_page_is_the_public_card(cast, place, wei_looks):
    page = text(wei_looks.get(url(place(wish="打 13812345678 找我"))))
    assert "13812345678" not in page and "陈奶奶" not in page and "claim/" in page


def test_a_neighbour_does_not_see_the_order_before_ten_minutes(cast, place):
    assert browser_of(cast.dong.user).get(url(place())).status_code == 404


def test_name_and_phone_come_with_a_button_and_leave_a_trace(cast, claimed, wei_looks):
    before = text(wei_looks.get(url(claimed)))
    assert "陈奶奶" not in before and "138****5678" in before and not Reveal.objects.exists()
    after = wei_looks.post(url(claimed, "reveal"))
    assert after.status_code == 200
    assert all(said in text(after) for said in ("陈奶奶", "tel:+8610900000001", "打 13812345678 找我"))
    assert [(each.user, each.why) for each in Reveal.objects.all()] == [(cast.wei.user, "service")]
    assert "no-store" in after.headers["Cache-Control"]


def test_the_way_there_comes_with_the_applicant_and_carries_no_name(cast, place, wei_looks):
    order = claim_order(place(address="3组12号 电话13812345678").pk, agent=cast.wei, at=NINE)
    assert "geo:" not in text(wei_looks.get(url(order)))
    ways = ways_to(order, reveal_applicant(order, to=cast.wei, why="service", at=NINE))
    page = text(wei_looks.post(url(order, "reveal")))
    assert all(escape(way.url) in page for way in ways) and len(ways) == 3
    assert unquote_plus(ways[1].url).endswith("keyword=蓝山县毛俊镇西山村3组12号 电话")
    assert not any("13812345678" in way.url or "陈" in unquote_plus(way.url) for way in ways)


def test_a_given_point_leads_there_and_without_any_the_grid_does(cast, place, wei_looks):
    pointed = place(village_code="", point=GivenPoint(25.031, 112.041))
    bare = place()
    for order, point in ((pointed, "25.031000,112.041000"), (bare, "25.050000,112.050000")):
        claim_order(order.pk, agent=cast.wei, at=NINE)
        assert f"geo:{point}?q={point}" in text(wei_looks.post(url(order, "reveal")))


def test_a_script_gets_the_applicants_part_alone(claimed, wei_looks):
    part = text(wei_looks.post(url(claimed, "reveal"), headers={"X-Fragment": "applicant"}))
    assert "陈奶奶" in part and "<html" not in part


def test_who_does_not_carry_it_cannot_look(cast, claimed):
    answer = browser_of(cast.wen.user).post(url(claimed, "reveal"))
    assert answer.status_code == 404 and not Reveal.objects.exists()


def test_thirty_days_after_the_end_everything_is_masked_again(cast, started, wei_looks, monkeypatch):
    complete_order(started.pk, agent=cast.wei, result="电话 13812345678 已通知", at=NINE)
    stand_at(monkeypatch, NINE + timedelta(days=30))
    wei_later = browser_of(cast.wei.user)
    page = text(wei_later.get(url(started)))
    assert "13812345678" not in page and "Hidden again" in page
    assert wei_later.post(url(started, "reveal")).status_code == 403


def test_the_whole_service_step_by_step(cast, claimed, wei_looks):
    for verb, said in (
        ("start", {"note": "约好明天"}),
        ("note", {"words": "材料已齐"}),
        ("suspend", {"reason": "缺户口本"}),
        ("resume", {}),
        ("complete", {"result": "证已送到家"}),
    ):
        answer = wei_looks.post(url(claimed, verb), said)
        assert (verb, answer.status_code, answer.url) == (verb, 302, url(claimed))
    order = Order.objects.get()
    assert (order.state, order.result) == (State.COMPLETED, "证已送到家")
    assert PointsEntry.objects.get().agent == cast.wei
    assert "证已送到家" in text(wei_looks.get(url(claimed)))


@pytest.mark.parametrize(
    ("verb", "field"),
    [("complete", "result"), ("suspend", "reason"), ("note", "words"), ("release", "reason")],
)
def test_a_step_without_words_is_asked_for_them_at_its_field(started, wei_looks, verb, field):
    answer = wei_looks.post(url(started, verb), {field: "  "})
    page = text(answer)
    assert answer.status_code == 422
    assert f'href="#{verb}-{field}"' in page and f'id="{verb}-{field}-problem"' in page
    assert Order.objects.get().state == State.IN_PROGRESS


def test_too_long_a_result_is_refused_and_kept(started, wei_looks):
    words = "办" * 1001
    answer = wei_looks.post(url(started, "complete"), {"result": words})
    assert answer.status_code == 422 and words in text(answer)


def test_nul_and_lone_surrogates_do_no_harm(started, wei_looks):
    assert wei_looks.post(url(started, "note"), {"words": "好\x00了😀"}).status_code == 302
    assert OrderEvent.objects.get(kind="noted").words == "好了😀"


def test_a_stale_page_hears_what_the_order_has_become(cast, started, wei_looks):
    complete_order(started.pk, agent=cast.wei, result="办好了", at=NINE)
    answer = wei_looks.post(url(started, "suspend"), {"reason": "缺户口本"})
    assert answer.status_code == 409 and "moved on" in text(answer)


def test_more_time_once_with_a_reason(claimed, wei_looks):
    assert wei_looks.post(url(claimed, "extend"), {"reason": ""}).status_code == 422
    assert wei_looks.post(url(claimed, "extend"), {"reason": "没人接"}).status_code == 302
    assert wei_looks.post(url(claimed, "extend"), {"reason": "还是没人接"}).status_code == 409


def test_giving_back_needs_a_reason_and_leads_away(cast, claimed, wei_looks):
    answer = wei_looks.post(url(claimed, "release"), {"reason": "腿摔了"})
    assert answer.url == reverse("agent:orders") and Order.objects.get().state == State.OPEN


def test_an_item_is_proposed_and_no_class_set(cast, started, wei_looks):
    assert cast.card.name in text(wei_looks.get(url(started)))
    assert wei_looks.post(url(started, "propose"), {"item_code": cast.card.code}).status_code == 302
    order = Order.objects.get()
    assert (order.proposed_item, order.difficulty_class) == (cast.card, None)
    assert wei_looks.post(url(started, "propose"), {"item_code": "nonsense"}).status_code == 422


def test_what_the_words_may_mean_stands_first_among_the_items(cast, place, wei_looks):
    order = claim_order(place(wish="想办个老年优待证").pk, agent=cast.wei, at=NINE)
    answer = wei_looks.get(url(order))
    assert answer.context["likely"][0] == cast.card
    assert text(answer).index("Likely") < text(answer).index(cast.permit.category)


def test_nobody_takes_steps_for_another(cast, started):
    answer = browser_of(cast.wen.user).post(url(started, "complete"), {"result": "办好了"})
    assert answer.status_code == 403 and Order.objects.get().state == State.IN_PROGRESS


def test_points_come_with_their_order_and_the_rules_in_words(cast, started, wei_looks):
    complete_order(started.pk, agent=cast.wei, result="办好了", at=NINE)
    rate_order(started.pk, grade="satisfied", by=cast.chen, at=NINE)
    answer = wei_looks.get(reverse("agent:points"))
    page = text(answer)
    assert (answer.context["quarter_total"].points, answer.context["quarter_total"].yuan) == (2.5, 25)
    assert page.count(started.number) == 2 and "+1.5" in page and "1 point is 10 yuan" in page


def test_what_can_still_change_is_told_from_what_is_final(cast, started, wei_looks, monkeypatch):
    complete_order(started.pk, agent=cast.wei, result="办好了", at=NINE)
    page = text(wei_looks.get(reverse("agent:points")))
    assert "+1.5 of this quarter can still change" in page and "can change" in page
    stand_at(monkeypatch, NINE + timedelta(days=15))
    page = text(browser_of(cast.wei.user).get(reverse("agent:points")))
    assert "can still change" not in page and "final" in page


def test_the_quarters_before_stay_to_be_read(cast, started, wei_looks, monkeypatch):
    complete_order(started.pk, agent=cast.wei, result="办好了", at=NINE)
    stand_at(monkeypatch, NINE + timedelta(days=60))
    answer = browser_of(cast.wei.user).get(reverse("agent:points"))
    assert [(row["quarter"], row["points_sum"], row["yuan"]) for row in answer.context["before"]] == [
        ("2026Q4", 1.5, 15)
    ]
    assert "Quarter 4 of 2026" in text(answer) and "Points rule 1, in force since" in text(answer)


def test_my_page_names_who_serves_the_grid_with_me(cast, wei_looks):
    page = text(wei_looks.get(reverse("agent:me")))
    assert "文代办" in page and "董代办" not in page
    cast.wen.ended_at = NINE
    cast.wen.save()
    assert "the only agent of this grid" in text(wei_looks.get(reverse("agent:me")))


def test_my_page_shows_a_masked_phone(wei_looks):
    page = text(wei_looks.get(reverse("agent:me")))
    assert "109****0011" in page and "10900000011" not in page
