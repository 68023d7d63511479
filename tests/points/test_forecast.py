"""Budget forecast: posted so far, and the days left as the last weeks went (X20)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from dispatch.orders.actions import rate_order
from points.forecast import forecast
from tests.conftest import NINE
from tests.points.conftest import CLASS_TWO

D = Decimal


def test_a_county_without_entries_expects_nothing_more(cast):
    nothing: Any = forecast(cast.county, at=NINE)
    assert (nothing.posted, nothing.expected, nothing.low, nothing.high, nothing.weeks) == (0, 0, 0, 0, [])
    # From 20 November to 31 December, both included.
    assert nothing.days_left == 42


def test_what_is_left_goes_as_the_last_weeks_went(cast, serve):
    # A week of 20 yuan, then one of 40; nothing before them.
    serve(item_code=CLASS_TWO, completed_at=NINE - timedelta(days=10))
    for _ in range(2):
        serve(item_code=CLASS_TWO, completed_at=NINE - timedelta(days=3), agent=cast.wen)
    one: Any = forecast(cast.county, at=NINE)
    assert one.weeks == [(date(2026, 11, 6), D(20)), (date(2026, 11, 13), D(40))]
    assert one.posted == 60
    assert (one.low, one.expected, one.high) == (60 + 6 * 20, 60 + 6 * 30, 60 + 6 * 40)


def test_today_is_not_a_whole_day_yet(cast, serve):
    serve(item_code=CLASS_TWO, completed_at=NINE)
    one: Any = forecast(cast.county, at=NINE + timedelta(hours=1))
    assert (one.posted, one.weeks) == (20, [])


def test_what_unrated_services_may_still_bring_is_said(cast, serve):
    rate_order(serve(completed_at=NINE).pk, grade="fair", by=cast.chen, at=NINE)
    serve(completed_at=NINE - timedelta(days=20), agent=cast.wen)
    serve(completed_at=NINE - timedelta(days=1), agent=cast.wen)
    one: Any = forecast(cast.county, at=NINE)
    assert (one.unrated, one.unrated_at_most) == (1, 10)
