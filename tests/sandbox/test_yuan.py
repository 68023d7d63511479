"""Rule sandbox: under the real rules last quarter is what it was; under others it is exact to the fen (X06)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.errors import InvalidInput, Refusal
from dispatch.orders.actions import confirm_item, rate_order
from dispatch.orders.models import Order, OrderEvent, Rating
from points.models import PointsEntry, PointsRule
from points.periods import Quarter
from points.sandbox import TrialRules, try_rules
from points.totals import county_total
from tests.conftest import NINE
from tests.points.conftest import CLASS_ONE, CLASS_TWO, serve

__all__ = ["serve"]

D = Decimal
Q4 = Quarter.parse("2026Q4")
REAL = {
    "class_one": "1.5",
    "class_two": "2",
    "satisfied": "1",
    "yuan_per_point": "10",
    "broaden_minutes": "10",
}
OTHER = {**REAL, "class_one": "1.25", "class_two": "3", "satisfied": "0.5", "yuan_per_point": "7.77"}


def trial(cast, rules=REAL):
    return try_rules(cast.county, Q4, TrialRules.read(rules)).yuan


@pytest.fixture
def quarter(cast, serve):
    """Every way in which points come about: satisfied, unsatisfied, revised, classified afterwards."""
    rate(serve(item_code=CLASS_TWO), cast, "satisfied")
    rate(serve(item_code=CLASS_TWO), cast, "unsatisfied")
    revised = serve(item_code=CLASS_ONE, agent=cast.wen)
    rate(revised, cast, "unsatisfied", hours=1)
    rate(revised, cast, "satisfied", hours=2)
    vague = serve(agent=cast.dong)
    confirm_item(vague.pk, item_code=CLASS_TWO, by=cast.li, at=NINE + timedelta(hours=3))
    return cast


def rate(order, cast, grade, *, hours=1):
    rate_order(order.pk, grade=grade, by=cast.chen, at=NINE + timedelta(hours=hours))


def test_under_the_real_rules_nothing_changes(quarter):
    same = trial(quarter)
    ledger = county_total(quarter.county, "2026Q4")
    assert (same.real_yuan, same.trial_yuan) == (ledger.yuan, ledger.yuan)
    assert (same.real_points, same.trial_points) == (ledger.points, ledger.points)
    assert (same.services, same.more, same.less) == (4, 0, 0)


def test_under_other_rules_it_is_what_they_would_have_given(quarter):
    # Satisfied class two, an unsatisfied one, satisfied class one after all, class two confirmed later.
    points = (D("3") + D("0.5")) + 0 + (D("1.25") + D("0.5")) + D("3")
    other = trial(quarter, OTHER)
    assert other.trial_points == points
    # Each entry is rounded by itself: 23.31 + 3.89 + 9.71 + 3.89 + (9.71 + 13.60).
    assert other.trial_yuan == D("64.11")


def test_the_sides_are_told_apart_by_township_and_by_who_gains(quarter):
    other = trial(quarter, {**REAL, "class_two": "3"})
    assert [(each.name, each.difference) for each in other.townships] == [("毛俊镇", 20)]
    assert (other.more, other.less) == (2, 0)


def test_who_owes_is_paid_nothing_under_other_rules_either(cast, serve):
    late = serve(completed_at=NINE - timedelta(days=60))
    rate_order(late.pk, grade="unsatisfied", by=cast.chen, at=NINE - timedelta(days=50))
    serve(agent=cast.wen)
    other = trial(cast, {**REAL, "yuan_per_point": "20"})
    # What the quarter puts right of an earlier service keeps the rule of that service.
    assert (other.real_yuan, other.trial_yuan) == (0, 15)
    assert (other.real_paid, other.trial_paid) == (15, 30)


def test_nothing_is_written(quarter):
    before = (PointsEntry.objects.count(), OrderEvent.objects.count(), PointsRule.objects.count())
    trial(quarter, OTHER)
    assert (PointsEntry.objects.count(), OrderEvent.objects.count(), PointsRule.objects.count()) == before


@pytest.mark.parametrize("number", ["", "x", "-1", "1.234", "1e9", "NaN", "Infinity", "٣", "1001", "9" * 13])
@pytest.mark.parametrize("field", ["class_two", "broaden_minutes"])
def test_what_is_no_number_for_a_rule_is_named(field, number):
    with pytest.raises(InvalidInput) as met:
        TrialRules.read({**REAL, field: "1441" if number == "1001" else number})
    assert set(met.value.problems) == {field}


GRADES = st.sampled_from(Rating.Grade.values).map(lambda grade: ("rate", grade))
CLASSES = st.sampled_from([CLASS_ONE, CLASS_TWO]).map(lambda code: ("classify", code))
STEPS = st.lists(st.tuples(GRADES | CLASSES, st.integers(0, 12)), max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(item_code=st.sampled_from(["", CLASS_ONE, CLASS_TWO]), steps=STEPS)
def test_whatever_was_said_of_a_service_the_trial_follows_it(cast, serve, item_code, steps):
    with transaction.atomic():
        order = serve(item_code=item_code)
        hours = 0
        for (verb, what), pause in steps:
            hours += pause * 6
            _do(verb, what, order, cast, NINE + timedelta(hours=hours))
        assert trial(cast).trial_yuan == county_total(cast.county, "2026Q4").yuan
        assert trial(cast, OTHER).trial_points == _due(order)
        # Ends the example: its rows are rolled back, not deleted (the ledger would refuse).
        transaction.set_rollback(True)


def _do(verb, what, order, cast, at):
    try:
        if verb == "rate":
            rate_order(order.pk, grade=what, by=cast.chen, at=at)
        else:
            confirm_item(order.pk, item_code=what, by=cast.li, at=at)
    except Refusal:
        # Too late for a rating, or classified so already: nothing was written.
        pass


def _due(order):
    """The other rules in one line, from the order and its current rating alone."""
    base = D("3") if Order.objects.get(pk=order.pk).difficulty_class == 2 else D("1.25")
    rating = Rating.objects.filter(order=order, superseded_at=None).first()
    if rating is None:
        return base
    return D(0) if rating.is_unsatisfied else base + D("0.5") * rating.is_satisfied
