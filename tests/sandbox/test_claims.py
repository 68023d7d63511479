"""Rule sandbox: what other minutes would have meant is said as far as it can be known, and no further (X06)."""

from datetime import time, timedelta

import pytest

from dispatch.orders.actions import claim_order
from dispatch.orders.models import Order
from dispatch.orders.trial import Claim, bounds, claims_of, compare_claims
from dispatch.orders.trial.compare import percentile
from tests.conftest import NINE

MINUTE = timedelta(minutes=1)
TEN = 600.0


def claim(waited, *, would, was=TEN, own=True):
    return bounds(Claim(waited, was, would, own))


def test_who_came_before_either_broadening_comes_at_the_same_time():
    assert claim(120, would=300) == ("known", 120, 120)
    assert claim(120, would=1200) == ("known", 120, 120)


def test_where_neighbours_could_have_come_earlier_it_took_at_most_as_long():
    assert claim(480, would=300) == ("sooner", 300, 480)
    assert claim(900, would=300, own=False) == ("sooner", 300, 900)


def test_the_grids_own_agents_never_waited_for_the_broadening():
    assert claim(900, would=1200, own=True) == ("known", 900, 900)


def test_a_neighbour_who_came_before_the_later_broadening_would_have_had_to_wait():
    assert claim(660, would=1200, own=False) == ("later", 660, 1260)


def test_a_neighbour_who_came_after_both_comes_at_the_same_time():
    assert claim(1500, would=1200, own=False) == ("known", 1500, 1500)


def test_the_same_minutes_change_nothing():
    assert claim(660, would=TEN, own=False) == ("known", 660, 660)


def test_the_middle_is_the_databases_middle():
    assert percentile([1, 2, 3, 4], 0.5) == 2.5
    assert percentile([0, 10], 0.9) == 9
    assert percentile([], 0.5) is None


@pytest.fixture
def placed(cast, place):
    """wei after 2 minutes in the own grid, dong of the other grid after 12."""
    claim_order(place().pk, agent=cast.wei, at=NINE + 2 * MINUTE)
    claim_order(place().pk, agent=cast.dong, at=NINE + 12 * MINUTE)
    place()
    return Order.objects.of(cast.county)


def tried(cast, orders, minutes):
    return compare_claims(claims_of(orders, broaden_seconds=minutes * 60, zone=cast.county.zone))


def test_orders_are_read_with_who_took_them_first(cast, placed):
    same = tried(cast, placed, 10)
    assert (same.taken, same.known, same.median) == (2, 2, 420)
    assert (same.median_at_least, same.median_at_most) == (420, 420)


def test_fewer_and_more_minutes(cast, placed):
    fewer, more = tried(cast, placed, 5), tried(cast, placed, 20)
    assert (fewer.known, fewer.sooner, fewer.later) == (1, 1, 0)
    assert (fewer.median_at_least, fewer.median_at_most) == ((120 + 300) / 2, 420)
    assert (more.known, more.sooner, more.later) == (1, 0, 1)
    assert (more.median_at_least, more.median_at_most) == (420, (120 + 1200 + 120) / 2)


def test_the_minutes_run_inside_service_hours(cast, place):
    type(cast.policy).objects.filter(pk=cast.policy.pk).update(
        service_opens=time(9, 5), service_closes=time(18)
    )
    claim_order(place().pk, agent=cast.dong, at=NINE + 30 * MINUTE)
    (only,) = claims_of(Order.objects.all(), broaden_seconds=20 * 60, zone=cast.county.zone)
    assert (only.broadened, only.would_broaden) == (15 * 60, 25 * 60)


def test_what_broadened_for_another_reason_is_not_touched(cast, place):
    type(cast.wei).objects.filter(grid=cast.west).update(is_on_duty=False)
    claim_order(place().pk, agent=cast.dong, at=NINE + MINUTE)
    (only,) = claims_of(Order.objects.all(), broaden_seconds=20 * 60, zone=cast.county.zone)
    assert (only.broadened, only.would_broaden) == (0, 0)
