"""What of an agent's points can still change, and from when on it cannot."""

from datetime import timedelta

import pytest

from dispatch.orders.actions import claim_order, complete_order, rate_order, start_order
from points.firm import with_firmness
from points.models import PointsEntry
from tests.conftest import NINE

DAY = timedelta(days=1)


@pytest.fixture
def served(cast, place):
    order = claim_order(place().pk, agent=cast.wei, at=NINE)
    start_order(order.pk, agent=cast.wei, at=NINE)
    return complete_order(order.pk, agent=cast.wei, result="办好了", at=NINE)


def is_firm(at) -> bool:
    (known,) = {entry.is_firm for entry in with_firmness(PointsEntry.objects.all(), at=at)}
    return known


def test_unrated_it_is_firm_when_the_window_closes(served):
    assert not is_firm(NINE + 15 * DAY - timedelta(microseconds=1))
    assert is_firm(NINE + 15 * DAY)


def test_rated_it_is_firm_when_the_second_thought_is_over(cast, served):
    rate_order(served.pk, grade="satisfied", by=cast.chen, at=NINE + DAY)
    assert not is_firm(NINE + 8 * DAY - timedelta(microseconds=1))
    assert is_firm(NINE + 8 * DAY)


def test_a_late_rating_may_be_revised_after_the_window(cast, served):
    rate_order(served.pk, grade="satisfied", by=cast.chen, at=NINE + 14 * DAY)
    assert not is_firm(NINE + 16 * DAY) and is_firm(NINE + 21 * DAY)


def test_the_days_run_from_the_first_rating(cast, served):
    rate_order(served.pk, grade="satisfied", by=cast.chen, at=NINE + DAY)
    rate_order(served.pk, grade="very_satisfied", by=cast.chen, at=NINE + 7 * DAY)
    assert is_firm(NINE + 8 * DAY)
