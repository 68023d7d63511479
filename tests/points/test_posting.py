"""What a service earns (LS-11 … LS-13, DESIGN §2.9, §2.10, §2.12)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from agents.models import Policy
from dispatch.orders.actions import (
    cancel_order,
    claim_order,
    complete_order,
    confirm_item,
    propose_item,
    rate_order,
    release_order,
    start_order,
)
from dispatch.orders.errors import RatingClosed
from dispatch.orders.models import Order, Rating
from dispatch.orders.states import State
from points.models import PointsEntry, PointsRule
from points.models.rule import NoPointsRule
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO, earned, lines

HOUR = timedelta(hours=1)
BASE_ONE, BASE_TWO, BONUS = Decimal("1.5"), Decimal("2"), Decimal("1")


def rate(order, grade, *, by, at=NINE + HOUR, words=""):
    return rate_order(order.pk, grade=grade, by=by, at=at, words=words)


def test_class_one_earns_one_and_a_half_on_completion(serve):
    assert lines(serve(item_code=CLASS_ONE)) == [("base", BASE_ONE)]


def test_class_two_earns_two_on_completion(serve):
    assert lines(serve(item_code=CLASS_TWO)) == [("base", BASE_TWO)]


def test_an_unclassified_order_earns_class_one(serve):
    assert lines(serve()) == [("base", BASE_ONE)]


def test_nothing_is_earned_before_completion(cast, place):
    order = claim_order(place(item_code=CLASS_TWO).pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    assert lines(order) == []


def test_a_release_and_a_cancellation_earn_nothing(cast, place):
    given_back = claim_order(place().pk, agent=cast.wei, at=NINE)
    release_order(given_back.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    cancelled = claim_order(place().pk, agent=cast.wei, at=NINE)
    cancel_order(cancelled.pk, by=cast.chen, at=NINE)
    assert not PointsEntry.objects.exists()


def test_who_completes_after_a_release_earns_all_of_it(cast, place):
    order = claim_order(place(item_code=CLASS_TWO).pk, agent=cast.wei, at=NINE)
    release_order(order.pk, agent=cast.wei, reason="腿摔了", at=NINE)
    claim_order(order.pk, agent=cast.dong, at=NINE)
    start_order(order.pk, agent=cast.dong, at=NINE)
    complete_order(order.pk, agent=cast.dong, result="办好了", at=NINE)
    assert [(entry.agent, entry.points) for entry in PointsEntry.objects.all()] == [(cast.dong, BASE_TWO)]


def test_the_same_result_sent_again_earns_nothing_more(cast, serve):
    order = serve(item_code=CLASS_TWO)
    complete_order(order.pk, agent=cast.wei, result="证已送到家里", at=NINE + HOUR)
    assert lines(order) == [("base", BASE_TWO)]


@pytest.mark.parametrize("grade", ["very_satisfied", "satisfied"])
def test_a_satisfied_rating_earns_one_more(cast, serve, grade):
    order = serve(item_code=CLASS_TWO)
    rate(order, grade, by=cast.chen)
    assert lines(order) == [("base", BASE_TWO), ("satisfied", BONUS)]


def test_a_fair_rating_leaves_the_base(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate(order, "fair", by=cast.chen)
    assert lines(order) == [("base", BASE_TWO)]


@pytest.mark.parametrize("grade", ["unsatisfied", "very_unsatisfied"])
def test_an_unsatisfied_rating_takes_the_base_back(cast, serve, grade):
    order = serve(item_code=CLASS_TWO)
    rate(order, grade, by=cast.chen)
    assert lines(order) == [("base", BASE_TWO), ("reversal", -BASE_TWO)]


def test_the_same_rating_twice_is_one_rating(cast, serve):
    order = serve(item_code=CLASS_TWO)
    first = rate(order, "satisfied", by=cast.chen)
    assert rate(order, "satisfied", by=cast.chen, at=NINE + 2 * HOUR) == first
    assert earned(order) == BASE_TWO + BONUS


def test_the_bonus_comes_once_however_often_satisfaction_is_said(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate(order, "satisfied", by=cast.chen)
    rate(order, "satisfied", by=cast.chen, words="真的好")
    rate(order, "very_satisfied", by=cast.chen)
    assert lines(order) == [("base", BASE_TWO), ("satisfied", BONUS)]


def test_unsatisfied_said_twice_takes_back_once(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate(order, "unsatisfied", by=cast.chen)
    rate(order, "very_unsatisfied", by=cast.chen)
    assert lines(order) == [("base", BASE_TWO), ("reversal", -BASE_TWO)]


def test_revisions_bring_the_sum_to_what_the_last_rating_says(cast, serve):
    order = serve(item_code=CLASS_TWO)
    expected = {
        "satisfied": BASE_TWO + BONUS,
        "unsatisfied": Decimal(0),
        "fair": BASE_TWO,
        "very_satisfied": BASE_TWO + BONUS,
        "very_unsatisfied": Decimal(0),
    }
    for grade in [*expected, "satisfied", "fair", "unsatisfied"]:
        rate(order, grade, by=cast.chen)
        assert earned(order) == expected[grade], grade


def test_every_reversal_names_what_it_takes_back(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate(order, "satisfied", by=cast.chen)
    rate(order, "unsatisfied", by=cast.chen)
    reversals = PointsEntry.objects.filter(order=order, kind="reversal").order_by("id")
    assert list(reversals.values_list("reverses__kind", "points", "reverses__points")) == [
        ("base", -BASE_TWO, BASE_TWO),
        ("satisfied", -BONUS, BONUS),
    ]


def test_an_agent_never_sets_the_class_that_pays_the_agent(cast, serve):
    order = serve()
    propose_item(order.pk, item_code=CLASS_TWO, agent=cast.wei, at=NINE)
    assert earned(order) == BASE_ONE


def test_a_class_confirmed_before_completion_is_the_base(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE)
    complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)
    assert lines(order) == [("base", BASE_TWO)]


def test_a_class_confirmed_after_completion_posts_the_difference(cast, serve):
    order = serve()
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + HOUR)
    assert lines(order) == [("base", BASE_ONE), ("class_change", BASE_TWO - BASE_ONE)]


def test_class_one_confirmed_after_completion_changes_nothing(cast, serve):
    order = serve()
    confirm_item(order.pk, item_code=CLASS_ONE, by=cast.li, at=NINE + HOUR)
    assert lines(order) == [("base", BASE_ONE)]


def test_a_corrected_class_takes_the_difference_back(cast, serve):
    order = serve(item_code=CLASS_TWO)
    rate(order, "satisfied", by=cast.chen)
    confirm_item(order.pk, item_code=CLASS_ONE, by=cast.li, at=NINE + HOUR)
    assert lines(order)[-1] == ("class_change", BASE_ONE - BASE_TWO)
    assert earned(order) == BASE_ONE + BONUS


def test_a_class_confirmed_while_unsatisfied_posts_nothing(cast, serve):
    order = serve()
    rate(order, "unsatisfied", by=cast.chen)
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + HOUR)
    assert earned(order) == 0 and len(lines(order)) == 2


def test_a_class_confirmed_while_unsatisfied_counts_when_the_rating_is_revised(cast, serve):
    order = serve()
    rate(order, "unsatisfied", by=cast.chen)
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + HOUR)
    rate(order, "satisfied", by=cast.chen, at=NINE + 2 * HOUR)
    assert earned(order) == BASE_TWO + BONUS


def test_an_unsatisfied_rating_takes_back_base_and_class_change_alike(cast, serve):
    order = serve()
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + HOUR)
    rate(order, "unsatisfied", by=cast.chen)
    assert earned(order) == 0
    rate(order, "fair", by=cast.chen)
    assert earned(order) == BASE_TWO


def test_a_service_keeps_the_rule_it_was_completed_under(cast, serve):
    order = serve()
    PointsRule.objects.create(
        county=cast.county, version=2, effective_at=NINE + HOUR, class_two=5, satisfied=3, yuan_per_point=20
    )
    rate(order, "unsatisfied", by=cast.chen, at=NINE + 2 * HOUR)
    confirm_item(order.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + 2 * HOUR)
    rate(order, "satisfied", by=cast.chen, at=NINE + 3 * HOUR)
    assert earned(order) == BASE_TWO + BONUS
    assert {entry.rule.version for entry in PointsEntry.objects.filter(order=order)} == {1}


def test_a_rule_dated_back_does_not_reach_a_service_done_before_it_was_written(cast, serve):
    order = serve()
    PointsRule.objects.create(county=cast.county, version=2, effective_at=NINE - HOUR, satisfied=3)
    rate(order, "satisfied", by=cast.chen)
    assert earned(order) == BASE_ONE + BONUS


def test_a_rule_is_in_force_from_its_very_instant(cast, serve):
    PointsRule.objects.create(county=cast.county, version=2, effective_at=NINE, class_two=5)
    before = serve(item_code=CLASS_TWO, completed_at=NINE - timedelta(milliseconds=1))
    at = serve(item_code=CLASS_TWO, completed_at=NINE)
    assert (earned(before), earned(at)) == (BASE_TWO, Decimal(5))


def test_a_failing_entry_undoes_the_completion(cast, place):
    long_ago = NINE - timedelta(days=500)
    Policy.objects.create(county=cast.county, version=2, effective_at=long_ago)
    order = claim_order(place(at=long_ago).pk, agent=cast.wei, at=long_ago)
    start_order(order.pk, agent=cast.wei, at=long_ago)
    with pytest.raises(NoPointsRule):
        complete_order(order.pk, agent=cast.wei, result="办好了", at=long_ago)
    order = Order.objects.get(pk=order.pk)
    assert (order.state, order.result) == (State.IN_PROGRESS, "")
    assert not order.events.filter(kind="completed").exists()
    assert order.assignments.get().ended_at is None


def test_a_refused_rating_posts_nothing(cast, serve):
    order = serve()
    with pytest.raises(RatingClosed):
        rate(order, "satisfied", by=cast.chen, at=order.rating_closes_at)
    assert lines(order) == [("base", BASE_ONE)]
    assert not Rating.objects.exists()


LAST_OF_Q3 = datetime(2026, 9, 30, 15, 59, 59, 999_000, tzinfo=UTC)
FIRST_OF_Q4 = datetime(2026, 9, 30, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "month", "quarter"), [(LAST_OF_Q3, "2026-09", "2026Q3"), (FIRST_OF_Q4, "2026-10", "2026Q4")]
)
def test_an_entry_belongs_to_the_month_and_quarter_of_the_county(serve, at, month, quarter):
    entry = PointsEntry.objects.get(order=serve(completed_at=at))
    assert (entry.posted_at, entry.month, entry.quarter) == (at, month, quarter)


def test_a_rating_after_the_quarter_falls_in_the_next(cast, serve):
    order = serve(completed_at=LAST_OF_Q3)
    rate(order, "unsatisfied", by=cast.chen, at=FIRST_OF_Q4)
    posted = PointsEntry.objects.filter(order=order).order_by("id").values_list("quarter", "points")
    assert list(posted) == [("2026Q3", BASE_ONE), ("2026Q4", -BASE_ONE)]


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Kiritimati", "UTC"])
def test_the_hosts_time_zone_is_irrelevant(serve, host_zone, zone):
    host_zone(zone)
    quarters = [
        PointsEntry.objects.get(order=serve(completed_at=at)).quarter for at in (LAST_OF_Q3, FIRST_OF_Q4)
    ]
    assert quarters == ["2026Q3", "2026Q4"]
