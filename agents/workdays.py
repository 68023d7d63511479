"""Working days of mainland China with its adjusted weekends (DESIGN §2.18). Pure Python over chinesecalendar."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

END_OF_WORK = time(17, 30)


class CalendarNotAnnounced(Exception):
    """The State Council has not announced the holidays of that year yet: no date may be promised."""


def is_workday(day: date) -> bool:
    """Raises CalendarNotAnnounced."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise CalendarNotAnnounced(day.year) from error


def add_workdays(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``. Raises CalendarNotAnnounced."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def workdays_between(start: date, end: date) -> int:
    """Working days after ``start`` up to and with ``end``. Raises CalendarNotAnnounced."""
    return sum(is_workday(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def due_at(start: datetime, count: int, zone: ZoneInfo) -> datetime | None:
    """End of work (17:30 county time) on the ``count``-th working day after ``start``.

    None when that year's calendar is not announced yet: shown as 待公布, never a guessed date (F35).
    """
    try:
        day = add_workdays(start.astimezone(zone).date(), count)
    except CalendarNotAnnounced:
        return None
    return datetime.combine(day, END_OF_WORK, zone)
