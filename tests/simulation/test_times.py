"""When people ask and when somebody is awake, county time."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from dispatch.orders.simulation.habits import AWAKE, LAST_ASKING_HOUR, OFFICE
from dispatch.orders.simulation.times import around, asking_times, awake, is_within

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
INSTANTS = st.integers(0, 10**10).map(
    lambda ms: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)


@given(st.integers(), st.integers(1, 50))
def test_everybody_asks_on_one_of_the_days_and_in_order(seed, count):
    times = asking_times(Random(seed), FIRST, LAST, count, SHANGHAI)
    assert len(times) == count and times == sorted(times)
    assert all(FIRST <= at.astimezone(SHANGHAI).date() <= LAST for at in times)


@given(st.integers())
def test_nobody_asks_late_on_the_last_day(seed):
    times = asking_times(Random(seed), LAST, LAST, 30, SHANGHAI)
    assert all(at.astimezone(SHANGHAI).hour <= LAST_ASKING_HOUR for at in times)


def test_most_ask_by_day_and_fewer_at_weekends():
    times = [at.astimezone(SHANGHAI) for at in asking_times(Random(1), FIRST, LAST, 4000, SHANGHAI)]
    by_day = sum(7 <= at.hour < 22 for at in times)
    # 2026-11-07 and 08 are a weekend, 09 and 10 are not.
    weekend = sum(at.date() in {date(2026, 11, 7), date(2026, 11, 8)} for at in times)
    workdays = sum(at.date() in {date(2026, 11, 9), date(2026, 11, 10)} for at in times)
    assert by_day > 0.95 * len(times)
    assert 0 < weekend < workdays


@given(INSTANTS, st.sampled_from([AWAKE, OFFICE]), st.integers())
def test_who_is_asleep_acts_soon_after_getting_up(at, hours, seed):
    acts = awake(Random(seed), at, hours, SHANGHAI)
    assert at <= acts < at + timedelta(days=1)
    assert is_within(acts, (hours[0], time(23)), SHANGHAI)
    assert acts == at or not is_within(at, hours, SHANGHAI)


@given(st.integers(), st.floats(0.1, 1.5))
def test_durations_vary_and_stay_above_zero(seed, spread):
    assert around(Random(seed), timedelta(hours=1), spread) > timedelta(0)
