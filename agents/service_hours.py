"""Durations that count inside service hours only (DESIGN §2.3). Pure Python."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


def add_service_time(
    start: datetime, duration: timedelta, *, opens: time | None, closes: time | None, zone: ZoneInfo
) -> datetime:
    """``start`` plus ``duration``, the clock standing still outside ``opens`` … ``closes`` (county time).

    Round the clock when no hours are set. Hours apply every day of the week.
    """
    if opens is None or closes is None:
        return start + duration
    at = start.astimezone(zone)
    while True:
        day_opens = datetime.combine(at.date(), opens, zone)
        day_closes = datetime.combine(at.date(), closes, zone)
        at = max(at, day_opens)
        left = day_closes - at
        if at < day_closes and duration <= left:
            return (at + duration).astimezone(start.tzinfo)
        duration -= max(left, timedelta())
        at = datetime.combine(at.date() + timedelta(days=1), opens, zone)
