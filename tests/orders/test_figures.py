"""How well the county is served: what each figure counts, and that its list holds exactly those orders (LJ-02)."""

from datetime import date, timedelta

import pytest

from dispatch.orders.actions import (
    assign_order,
    cancel_order,
    claim_order,
    complete_order,
    rate_order,
    release_order,
    start_order,
)
from dispatch.orders.figures import WHICH, By, Measures, measured, measured_by, measured_by_week, only
from dispatch.orders.models import Order
from tests.conftest import NINE

MINUTE = timedelta(minutes=1)


@pytest.fixture
def orders(cast, place):
    """Five: taken after 2 minutes and satisfied, after 6, after 30, withdrawn at once, and one that nobody took."""
    quick = _done(place(item_code=cast.permit.code), cast.wei, 2)
    rate_order(quick.pk, grade="satisfied", by=cast.chen, at=NINE + 90 * MINUTE)
    bad = _done(place(item_code=cast.card.code), cast.wen, 6)
    rate_order(bad.pk, grade="unsatisfied", by=cast.chen, at=NINE + 90 * MINUTE)
    claim_order(place(grid=cast.east).pk, agent=cast.wei, at=NINE + 30 * MINUTE)
    cancel_order(place().pk, by=cast.chen, reason="不用了", at=NINE + MINUTE)
    place(at=NINE + 9 * 24 * 60 * MINUTE)
    return Order.objects.of(cast.county)


def _done(order, agent, minutes):
    claim_order(order.pk, agent=agent, at=NINE + minutes * MINUTE)
    start_order(order.pk, agent=agent, at=NINE + 60 * MINUTE)
    return complete_order(order.pk, agent=agent, result="办好了", at=NINE + 80 * MINUTE)


def test_every_figure_of_the_county(orders):
    assert measured(orders) == Measures(
        placed=5,
        dispatched=4,
        taken=3,
        taken_in_time=2,
        taken_late=1,
        completed=2,
        limited=2,
        in_limit=2,
        rated=2,
        satisfied=1,
        unsatisfied=1,
        claim_median_seconds=360,
        claim_p90_seconds=360 + 0.8 * (1800 - 360),
    )


def test_shares_are_of_those_that_could_have_been(orders):
    all_of_them = measured(orders)
    assert all_of_them.in_time_percent == 50.0
    assert all_of_them.in_limit_percent == 100.0
    assert all_of_them.satisfied_percent == 50.0


def test_of_nothing_there_is_no_share(cast):
    nothing = measured(Order.objects.of(cast.county))
    assert nothing == Measures()
    assert (nothing.in_time_percent, nothing.in_limit_percent, nothing.satisfied_percent) == (None,) * 3


@pytest.mark.parametrize("which", sorted(WHICH))
def test_a_figure_opens_the_orders_it_counts(orders, which):
    assert only(orders, which).count() == getattr(measured(orders), which)


@pytest.mark.parametrize("by", list(By))
def test_groups_add_up_to_the_whole(orders, by):
    groups = measured_by(by, orders)
    for name in WHICH:
        whole = sum(getattr(each.measures, name) for each in groups)
        assert whole == getattr(measured(orders), name), name


def test_a_group_has_a_key_a_name_and_what_it_lies_in(cast, orders):
    west = measured_by(By.GRID, orders)[0]
    assert (west.key, west.name, west.within, west.measures.placed) == (cast.west.code, "西山村", "毛俊镇", 4)
    nobody = next(each for each in measured_by(By.AGENT, orders) if not each.key)
    assert nobody.measures.placed == 2


def test_a_week_begins_on_monday_county_time(cast, place, orders):
    # Monday 00:30 in the county is still Sunday in UTC.
    place(at=NINE + timedelta(days=2, hours=15, minutes=30))
    weeks = measured_by_week(orders, zone=cast.county.zone)
    assert [(monday, one.placed) for monday, one in weeks] == [
        (date(2026, 11, 16), 4),
        (date(2026, 11, 23), 2),
    ]


def test_an_order_given_back_counts_from_its_first_taking(cast, place):
    order = place()
    claim_order(order.pk, agent=cast.wei, at=NINE + MINUTE)
    release_order(order.pk, agent=cast.wei, reason="有事", at=NINE + 5 * MINUTE)
    claim_order(order.pk, agent=cast.wen, at=NINE + 50 * MINUTE)
    assert measured(Order.objects.of(cast.county)).claim_median_seconds == 60


def test_an_assigned_order_was_taken_too(cast, place):
    assign_order(place().pk, agent=cast.wei, by=cast.li, at=NINE + 3 * MINUTE)
    assert measured(Order.objects.of(cast.county)).claim_median_seconds == 180


def test_in_time_is_what_the_orders_own_policy_says(cast, place):
    claim_order(place().pk, agent=cast.wei, at=NINE + 10 * MINUTE)
    assert measured(Order.objects.of(cast.county)).taken_in_time == 1
    type(cast.policy).objects.filter(pk=cast.policy.pk).update(broaden_seconds=599)
    assert measured(Order.objects.of(cast.county)).taken_in_time == 0


def test_a_revised_rating_counts_once(cast, place):
    order = _done(place(), cast.wei, 2)
    rate_order(order.pk, grade="unsatisfied", by=cast.chen, at=NINE + 90 * MINUTE)
    rate_order(order.pk, grade="satisfied", by=cast.chen, at=NINE + 95 * MINUTE)
    one = measured(Order.objects.of(cast.county))
    assert (one.placed, one.rated, one.satisfied, one.unsatisfied) == (1, 1, 1, 0)


def test_many_groups_are_one_statement(orders, django_assert_num_queries):
    with django_assert_num_queries(1):
        measured_by(By.AGENT, orders)
    with django_assert_num_queries(1):
        measured(orders)
