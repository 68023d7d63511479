"""Instants of a county's life: when people ask, and when somebody is awake to act. Pure Python."""

import math
from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from agents.workdays import CalendarNotAnnounced, is_workday
from dispatch.orders.simulation.habits import ASKING_BY_HOUR, LAST_ASKING_HOUR, WEEKEND_SHARE

Hours = tuple[time, time]
HOUR_MS = 3_600_000


def asking_times(random: Random, first: date, last: date, count: int, zone: ZoneInfo) -> list[datetime]:
    """``count`` instants from the first day to the last, county days and hours, earliest first."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weights = [1.0 if _works(day) else WEEKEND_SHARE for day in days]
    chosen = random.choices(days, weights, k=count)
    return sorted(_moment(random, day, day == last, zone) for day in chosen)


def around(random: Random, median: timedelta, spread: float = 0.8) -> timedelta:
    """A duration that is mostly near the median and sometimes much longer, to the millisecond."""
    factor = random.lognormvariate(0, spread)
    return timedelta(milliseconds=math.ceil(median / timedelta(milliseconds=1) * factor))


def awake(random: Random, at: datetime, hours: Hours, zone: ZoneInfo) -> datetime:
    """The instant itself within these hours, else some minutes after they next begin."""
    local = at.astimezone(zone)
    opens, closes = hours
    if opens <= local.time() < closes:
        return at
    day = local.date() if local.time() < opens else local.date() + timedelta(days=1)
    begin = datetime.combine(day, opens, zone)
    return begin + timedelta(milliseconds=random.randrange(HOUR_MS))


def is_within(at: datetime, hours: Hours, zone: ZoneInfo) -> bool:
    return hours[0] <= at.astimezone(zone).time() < hours[1]


def _moment(random: Random, day: date, is_last: bool, zone: ZoneInfo) -> datetime:
    by_hour = ASKING_BY_HOUR[: LAST_ASKING_HOUR + 1] if is_last else ASKING_BY_HOUR
    (hour,) = random.choices(range(len(by_hour)), by_hour)
    return datetime.combine(day, time(hour), zone) + timedelta(milliseconds=random.randrange(HOUR_MS))


def _works(day: date) -> bool:
    try:
        return is_workday(day)
    except CalendarNotAnnounced:
        return day.weekday() < 5
