"""Monthly and quarterly totals by agent, village and township (LS-15), each one statement."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from dispatch.orders.actions import rate_order
from points import totals
from points.models import PointsEntry, PointsRule
from points.periods import NotAPeriod
from points.totals import Total
from points.yuan import payable_and_carried, yuan_of
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO

DAY = timedelta(days=1)
D = Decimal


@pytest.fixture
def autumn(cast, serve):
    """wei: 2 + 1 in November, 1.5 in December, 2 in the quarter before; wen: 1.5; dong: 2 and taken back."""
    satisfied = serve(item_code=CLASS_TWO)
    rate_order(satisfied.pk, grade="satisfied", by=cast.chen, at=NINE)
    serve(item_code=CLASS_ONE, completed_at=NINE + 20 * DAY)
    serve(item_code=CLASS_TWO, completed_at=NINE - 80 * DAY)
    serve(item_code=CLASS_ONE, agent=cast.wen)
    unsatisfied = serve(item_code=CLASS_TWO, agent=cast.dong)
    rate_order(unsatisfied.pk, grade="unsatisfied", by=cast.chen, at=NINE)
    return cast


def test_a_months_total(autumn):
    assert totals.month_total(autumn.wei, "2026-11") == D("3")
    assert totals.month_total(autumn.wei, "2026-12") == D("1.5")
    assert totals.month_total(autumn.wei, "2026-10") == 0


def test_a_quarters_total_and_the_balance(autumn):
    assert totals.quarter_total(autumn.wei, "2026Q4") == D("4.5")
    assert totals.quarter_total(autumn.wei, "2026Q3") == D("2")
    assert totals.balance(autumn.wei) == D("6.5")


def test_what_is_no_period_is_refused(autumn):
    with pytest.raises(NotAPeriod):
        totals.month_total(autumn.wei, "November")


def test_totals_by_agent_in_one_statement(autumn, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals.totals_by_agent(autumn.county, "2026Q4")
    assert found == {
        autumn.wei.pk: Total(D("4.5"), D("45")),
        autumn.wen.pk: Total(D("1.5"), D("15")),
        autumn.dong.pk: Total(D("0"), D("0")),
    }


def test_totals_by_village_in_one_statement(autumn, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals.totals_by_village(autumn.county, "2026-11")
    assert found == {
        autumn.west.village_id: Total(D("4.5"), D("45")),
        autumn.east.village_id: Total(D(0), D(0)),
    }


def test_totals_by_township_in_one_statement(autumn, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals.totals_by_township(autumn.county, "2026Q4")
    assert found == {"431127102000": Total(D("6"), D("60"))}


def test_agents_villages_townships_and_county_agree(autumn):
    county = totals.county_total(autumn.county, "2026Q4")
    for split in (totals.totals_by_agent, totals.totals_by_village, totals.totals_by_township):
        parts = split(autumn.county, "2026Q4").values()
        assert (sum(part.points for part in parts), sum(part.yuan for part in parts)) == (
            county.points,
            county.yuan,
        )


def test_yuan_follow_the_rule_each_entry_was_posted_under(cast, serve):
    PointsRule.objects.create(county=cast.county, version=2, effective_at=NINE, yuan_per_point=D("12.50"))
    serve(item_code=CLASS_TWO, completed_at=NINE - DAY)
    serve(item_code=CLASS_TWO, completed_at=NINE + DAY)
    assert totals.agent_total(cast.wei, "2026Q4") == Total(D("4"), D("45.00"))


def test_an_odd_price_is_rounded_entry_by_entry_in_the_database_as_in_python(cast, serve):
    PointsRule.objects.create(
        county=cast.county, version=2, effective_at=NINE - DAY, yuan_per_point=D("3.33")
    )
    orders = [serve(item_code=CLASS_ONE) for _ in range(3)]
    rate_order(orders[0].pk, grade="unsatisfied", by=cast.chen, at=NINE)
    entries = PointsEntry.objects.select_related("rule")
    by_hand = sum(yuan_of(entry.points, entry.rule.yuan_per_point) for entry in entries)
    assert totals.agent_total(cast.wei, "2026Q4").yuan == by_hand == D("10.00")


def test_another_countys_entries_are_not_counted(autumn):
    everything = PointsEntry.objects.aggregate(sum=Sum("points"))["sum"]
    assert everything != 0 and totals.county_total(_elsewhere(), "2026Q4") == Total()


def _elsewhere():
    from agents.models import County

    return County.objects.create(code="431126", name="宁远县", number_prefix="NY")


def test_a_reversal_is_worth_what_it_takes_back():
    for points in ("1.5", "0.5", "2", "0.01"):
        for price in ("10", "3.33", "0.05", "12.345"):
            assert yuan_of(D(points), D(price)) == -yuan_of(-D(points), D(price))


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ([], (0, 0, 0)),
        ([30], (0, 30, 0)),
        ([-15], (0, 0, -15)),
        ([-15, 10], (-15, 0, -5)),
        ([-15, 40], (-15, 25, 0)),
        ([100, -15, 15], (-15, 0, 0)),
        # What was paid in the first quarter is not taken back twice: only what is below zero goes on.
        ([100, -15, 5, 5, 10], (-5, 5, 0)),
    ],
)
def test_a_negative_balance_pays_nothing_and_is_carried_forward(earned, expected):
    assert payable_and_carried([D(yuan) for yuan in earned]) == expected
