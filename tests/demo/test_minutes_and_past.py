"""The ten minutes are shortened by a version of the policy like any other, and given back."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from agents.models import Policy
from agents.policies import policy_in_force
from config.demo.minutes import ten_minutes_take
from config.demo.past import play_past, quarter_shown
from dispatch.orders.models import Order
from tests.cast import build_cast


def in_force(county):
    return policy_in_force(county, at=timezone.now())


@pytest.fixture
def county(db):
    return build_cast(at=timezone.now()).county


def test_the_ten_minutes_take_seconds_and_then_ten_minutes_again(county):
    with ten_minutes_take(county, 8):
        assert in_force(county).broaden_seconds == 8
    assert in_force(county).broaden_seconds == 600
    assert list(Policy.objects.order_by("version").values_list("version", "broaden_seconds")) == [
        (1, 600),
        (2, 8),
        (3, 600),
    ]


def test_the_ten_minutes_come_back_when_the_story_breaks(county):
    with pytest.raises(KeyError), ten_minutes_take(county, 8):
        raise KeyError
    assert in_force(county).broaden_seconds == 600


@pytest.mark.parametrize(
    ("now", "quarter"),
    [
        (datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "2026Q4"),
        # The first of October, county time: yesterday is all of the third quarter's last day.
        (datetime(2026, 9, 30, 16, 0, tzinfo=UTC), "2026Q3"),
        (datetime(2026, 10, 1, 16, 0, tzinfo=UTC), "2026Q4"),
        (datetime(2027, 1, 1, 2, 0, tzinfo=UTC), "2026Q4"),
    ],
)
def test_the_quarter_shown_is_that_of_yesterday(county, now, quarter):
    assert str(quarter_shown(county, now)) == quarter


def test_the_past_is_played_once(county):
    now = timezone.now()
    play_past(county, orders=3, now=now)
    play_past(county, orders=3, now=now)
    assert Order.objects.count() == 3
    yesterdays_end = now.astimezone(county.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    assert not Order.objects.filter(placed_at__gte=yesterdays_end).exists()
