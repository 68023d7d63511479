"""Working days with adjusted weekends, and durations inside service hours."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.service_hours import add_service_time
from agents.workdays import CalendarNotAnnounced, add_workdays, due_at, is_workday, workdays_between

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def test_golden_week_is_no_work_and_its_adjusted_weekends_are():
    # State Council notice for 2026: 1 … 7 October off, 20 September and 10 October at work.
    assert not is_workday(date(2026, 10, 6))
    assert is_workday(date(2026, 9, 20)) and is_workday(date(2026, 10, 10))
    assert add_workdays(date(2026, 9, 30), 3) == date(2026, 10, 10)


def test_a_year_not_announced_gets_no_date():
    with pytest.raises(CalendarNotAnnounced):
        is_workday(date(2035, 3, 1))
    assert due_at(datetime(2034, 12, 31, tzinfo=UTC), 5, SHANGHAI) is None


def test_the_end_of_work_is_county_time():
    assert due_at(NOON, 1, SHANGHAI) == datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)


@given(st.integers(0, 60))
def test_between_undoes_add(count):
    start = date(2026, 3, 2)
    assert workdays_between(start, add_workdays(start, count)) == count


def test_round_the_clock_is_plain_addition():
    ten = timedelta(minutes=10)
    assert add_service_time(NOON, ten, opens=None, closes=None, zone=SHANGHAI) == NOON + ten


def test_the_clock_stands_still_at_night():
    def after(hour: int, minutes: int) -> datetime:
        start = datetime(2026, 11, 20, hour, 55, tzinfo=SHANGHAI)
        return add_service_time(
            start, timedelta(minutes=minutes), opens=time(8), closes=time(18), zone=SHANGHAI
        )

    assert after(17, 5) == datetime(2026, 11, 20, 18, 0, tzinfo=SHANGHAI)
    assert after(17, 10) == datetime(2026, 11, 21, 8, 5, tzinfo=SHANGHAI)
    assert after(22, 10) == datetime(2026, 11, 21, 8, 10, tzinfo=SHANGHAI)
    assert after(3, 10) == datetime(2026, 11, 20, 8, 10, tzinfo=SHANGHAI)
    assert after(12, 24 * 60) == datetime(2026, 11, 22, 16, 55, tzinfo=SHANGHAI)
