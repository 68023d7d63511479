"""Months and quarters, cut in the county's own time zone (DESIGN §2.18, F18)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from points.periods import NotAPeriod, NotAQuarter, Quarter, month_of, period_field, quarter_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
INSTANTS = st.integers(-(10**12), 6 * 10**12).map(lambda ms: datetime.fromtimestamp(ms / 1000, UTC))


@given(INSTANTS)
def test_every_instant_lies_in_exactly_one_quarter(at):
    quarter = Quarter.parse(quarter_of(at, SHANGHAI))
    assert quarter.begins_at(SHANGHAI) <= at < quarter.following().begins_at(SHANGHAI)
    assert month_of(at, SHANGHAI) in quarter.months


def test_a_quarter_knows_its_days():
    quarter = Quarter.parse("2026Q4")
    assert (quarter.first_day, quarter.last_day) == (date(2026, 10, 1), date(2026, 12, 31))
    assert quarter.months == ["2026-10", "2026-11", "2026-12"]
    assert str(quarter.following()) == "2027Q1"
    assert Quarter.parse("2028Q1").last_day - Quarter.parse("2028Q1").first_day == timedelta(days=90)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026Q0",
        "2026Q5",
        "2026q4",
        "Q4 2026",
        "26Q4",
        "2026Q4 ",
        "2026Q4\n",
        "２０２６Q4",
        "0000Q1",
    ],
)
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(NotAQuarter):
        Quarter.parse(text)


@pytest.mark.parametrize(("period", "column"), [("2026-11", "month"), ("2026Q4", "quarter")])
def test_a_period_is_a_month_or_a_quarter(period, column):
    assert period_field(period) == column


@pytest.mark.parametrize("period", ["2026-13", "2026-00", "2026-1", "2026Q5", "2026", "", "2026-11; --"])
def test_what_is_neither_is_refused(period):
    with pytest.raises(NotAPeriod):
        period_field(period)
