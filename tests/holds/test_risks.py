"""Each rule finds its scheme, leaves honest work alone, and says why in a sentence (R1 … R15)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from agents.models import County
from dispatch.orders.actions import (
    claim_order,
    complete_order,
    note_progress,
    rate_order,
    start_order,
)
from dispatch.orders.models import Order
from points.holds.opening import open_hold
from points.holds.ruling import rule_on_hold
from points.models import Hold
from points.risks.all import RISKS, reason_of
from points.risks.checking import check_county, check_quarter
from points.risks.risk import Scope
from points.settlement.reckoning import reckon
from tests.cast import make_user
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO
from tests.settlement.conftest import NEW_YEAR, Q4

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


@pytest.fixture
def check(cast):
    return lambda: {(hold.rule, hold.order_id) for hold in check_quarter(cast.county, Q4, at=NINE + HOUR)}


@pytest.fixture
def serve_for(serve):
    """A service for an applicant of this number, so that nobody is served too often by chance."""

    def served(number, **said):
        return serve(applicant_phone=f"109000001{number:02d}", **said)

    return served


def test_honest_work_is_left_alone(cast, serve_for, check):
    for number in range(6):
        order = serve_for(number, item_code=CLASS_TWO, completed_at=NINE + number * MINUTE)
        rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + HOUR)
    assert check() == set()


def test_r1_the_applicants_number_is_now_the_agents_own(cast, serve_for, check):
    order = serve_for(50)
    cast.wei.user.set_phone("+8610900000150")
    cast.wei.user.save()
    assert check() == {("R1", order.pk)}


def test_r2_the_sixth_service_for_one_applicant(serve, check):
    orders = [serve(completed_at=NINE + number * MINUTE) for number in range(7)]
    assert check() == {("R2", order.pk) for order in orders[5:]}


def test_r4_many_new_numbers_of_one_village_on_one_day(cast, serve, check):
    orders = []
    for number in range(6):
        phone = f"109000001{number:02d}"
        user = make_user(cast.county, "新人", f"+86{phone}", at=NINE - 2 * HOUR)
        orders.append(serve(by=user, applicant_phone=phone))
    assert check() == {("R4", order.pk) for order in orders}


def test_r5_two_agents_who_serve_each_other(cast, serve, check):
    there = serve(agent=cast.wei, by=cast.dong.user, applicant_phone="10900000013")
    back = serve(agent=cast.dong, by=cast.wei.user, applicant_phone="10900000011")
    serve(agent=cast.wen, by=cast.wei.user, applicant_phone="10900000011")
    assert check() == {("R5", there.pk), ("R5", back.pk)}


def test_r5_an_agent_who_lives_on_three_applicants(serve_for, check):
    few = [serve_for(number % 3, completed_at=NINE + number * MINUTE) for number in range(9)]
    others = [serve_for(10 + number) for number in range(5)]
    found = {order_id for rule, order_id in check() if rule == "R5"}
    assert found == {order.pk for order in few} and not found & {order.pk for order in others}


def test_r6_one_matter_asked_twice_in_a_day(serve, check):
    serve(item_code=CLASS_TWO)
    again = serve(item_code=CLASS_TWO, completed_at=NINE + 3 * HOUR)
    serve(item_code=CLASS_ONE, completed_at=NINE + 3 * HOUR)
    serve(item_code=CLASS_TWO, completed_at=NINE + 28 * HOUR)
    assert check() == {("R6", again.pk)}


def test_r6_also_when_the_first_was_completed_in_the_quarter_before(cast, serve, check):
    begins = Q4.begins_at(cast.county.zone)
    serve(item_code=CLASS_TWO, completed_at=begins - HOUR)
    again = serve(item_code=CLASS_TWO, completed_at=begins + HOUR)
    assert check() == {("R6", again.pk)}


def test_r7_a_class_that_nobody_gave(serve, check):
    order = serve()
    Order.objects.filter(pk=order.pk).update(difficulty_class=2)
    assert check() == {("R7", order.pk)}


def complete_after(place, cast, seconds, *, note=False):
    order = claim_order(place().pk, agent=cast.wei, at=NINE + MINUTE)
    start_order(order.pk, agent=cast.wei, at=NINE + MINUTE)
    if note:
        note_progress(order.pk, words="已到窗口", by=cast.wei, at=NINE + MINUTE)
    return complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE + MINUTE + seconds * SECOND)


def test_r8_done_at_once_without_a_trace(cast, place, check):
    order = complete_after(place, cast, 299)
    complete_after(place, cast, 300)
    complete_after(place, cast, 60, note=True)
    assert check() == {("R8", order.pk)}
    assert Hold.objects.get().facts == {"seconds": 299}


def test_r9_satisfied_within_ten_minutes_keeps_the_bonus_back(cast, serve, check):
    quick, later, fair = (serve(item_code=CLASS_TWO) for _ in range(3))
    rate_order(quick.pk, grade="satisfied", by=cast.chen, at=NINE + 599 * SECOND)
    rate_order(later.pk, grade="satisfied", by=cast.chen, at=NINE + 600 * SECOND)
    rate_order(fair.pk, grade="fair", by=cast.chen, at=NINE)
    assert {found for found in check() if found[0] == "R9"} == {("R9", quick.pk)}
    assert Hold.objects.get(rule="R9").covers == Hold.Covers.BONUS


@pytest.mark.parametrize(("milliseconds", "found"), [(149, True), (150, False)])
def test_r10_claimed_faster_than_a_hand_can(cast, place, check, milliseconds, found):
    order = place()
    claim_order(order.pk, agent=cast.wei, at=NINE + timedelta(milliseconds=milliseconds))
    start_order(order.pk, agent=cast.wei, at=NINE + MINUTE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE + HOUR)
    assert (("R10", order.pk) in check()) is found


def test_r10_a_neighbour_is_timed_from_the_broadening(cast, place, check):
    order = place()
    claim_order(order.pk, agent=cast.dong, at=NINE + 10 * MINUTE + timedelta(milliseconds=5))
    start_order(order.pk, agent=cast.dong, at=NINE + 11 * MINUTE)
    complete_order(order.pk, agent=cast.dong, result="办好了", at=NINE + HOUR)
    assert check() == {("R10", order.pk)}


def test_r14_unsatisfied_and_then_satisfied(cast, serve, check):
    order = serve()
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE + HOUR)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + 2 * HOUR)
    assert check() == {("R14", order.pk)}


def test_r15_what_is_never_rated_never_earns_the_bonus(cast, serve, check):
    serve()
    assert check() == set()
    assert reckon(cast.county, Q4)[0].points == Decimal("1.5")


def test_asked_again_no_rule_speaks_twice(cast, serve, money, check):
    for number in range(6):
        serve(completed_at=NINE + number * MINUTE)
    assert len(check()) == 1
    assert check() == set()
    rule_on_hold(Hold.objects.get().pk, verdict="released", words="独居老人", by=money.li, at=NINE + HOUR)
    assert check() == set()


def test_what_the_rules_doubt_is_held_before_a_quarter_is_frozen(serve, freeze):
    for number in range(6):
        serve(completed_at=NINE + number * MINUTE)
    settlement = freeze()
    assert (settlement.points, settlement.held_yuan) == (Decimal("7.5"), Decimal(15))


def test_the_clock_looks_at_this_quarter_and_the_last(cast, serve):
    for number in range(6):
        serve(completed_at=NINE + number * MINUTE)
    assert len(check_county(cast.county, at=NEW_YEAR)) == 1


def test_a_rule_takes_as_few_statements_for_many_services_as_for_one(
    cast, serve, django_assert_max_num_queries
):
    for number in range(8):
        serve(completed_at=NINE + number * MINUTE)
    scope = Scope(cast.county, Q4)
    with django_assert_max_num_queries(len(RISKS) + 3):
        assert [found.order_id for risk in RISKS.values() for found in risk.find(scope)]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_rule_says_why_in_a_sentence(cast, serve, money, language):
    order = serve()
    facts = {
        "number": 6,
        "max": 5,
        "people": 6,
        "day": "2026-11-20",
        "applicants": 3,
        "share": 80,
        "hours": 24,
        "seconds": 20,
        "milliseconds": 80,
    }
    with translation.override(language):
        for rule, risk in RISKS.items():
            said = reason_of(Hold(order=order, rule=rule, facts=facts))
            assert said == str(risk.sentence) % facts and "%(" not in said
        assert reason_of(open_hold(order.pk, by=money.li, words="请说明", at=NINE)) == "请说明"
        assert reason_of(Hold(order=order, rule="R2", facts={}))


def test_a_rule_sees_its_own_county_only(cast, serve):
    for number in range(6):
        serve(completed_at=NINE + number * MINUTE)
    elsewhere = County.objects.create(code="431126", name="宁远县", number_prefix="NY")
    assert check_quarter(elsewhere, Q4, at=NINE) == []
    assert not Hold.objects.exists()
