"""Instants and durations as people say them; county time."""

from datetime import datetime, timedelta
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

MINUTE, HOUR, DAY = 60, 3600, 86400


@register.filter
def waited(since: datetime, until: datetime | None = None) -> str:
    """How long ago, in the two largest units: ``2 h 14 min``."""
    return _duration(max(0, int(((until or timezone.now()) - since).total_seconds())))


def _duration(seconds: int) -> str:
    if seconds < MINUTE:
        return _("just now")
    if seconds < HOUR:
        return _("%(minutes)d min") % {"minutes": seconds // MINUTE}
    if seconds < DAY:
        return _("%(hours)d h %(minutes)d min") % {
            "hours": seconds // HOUR,
            "minutes": seconds % HOUR // MINUTE,
        }
    return ngettext("%(days)d day", "%(days)d days", seconds // DAY) % {"days": seconds // DAY}


@register.filter
def is_past(instant: datetime | None) -> bool:
    return instant is not None and instant <= timezone.now()


@register.filter
def has_waited(since: datetime, until: datetime | None = None) -> str:
    """``waited 2 h 14 min``, or ``just now``."""
    return has_waited_in(get_language(), (until or timezone.now()) - since)


def has_waited_in(language: str | None, time: timedelta) -> str:
    """For who says it of many: ``language`` is the active one, which to ask for takes longer than to answer."""
    return _has_waited(language, max(0, time // timedelta(minutes=1)))


@lru_cache(maxsize=5_000)
def _has_waited(language: str | None, minutes: int) -> str:
    if minutes == 0:
        return _("just now")
    return _("waited %(time)s") % {"time": _duration(minutes * MINUTE)}


@register.filter
def within_an_hour(instant: datetime) -> bool:
    """Near enough for a ring that counts minutes and seconds."""
    return timedelta(0) < instant - timezone.now() < timedelta(hours=1)


@register.filter
def briefly(at: datetime) -> str:
    """``11-20 09:05``, county time: for lists where many days stand below each other."""
    return timezone.localtime(at).strftime("%m-%d %H:%M")


@register.filter
def day_of_year(at: datetime) -> str:
    """``2026-11-20``, county time: for what is older than a year may be."""
    return timezone.localtime(at).strftime("%Y-%m-%d")


@register.filter
def last_day(ends: datetime) -> str:
    """``2026-11-20`` of what ends with the midnight after it, county time."""
    return day_of_year(ends - timedelta(microseconds=1))


@register.simple_tag
def instant() -> datetime:
    """Now: templates are doors, too, and a card that goes to a socket is rendered without a view."""
    return timezone.now()


@register.filter
def minutes(seconds: float | None) -> str:
    """``188`` → ``3:08`` minutes and seconds; a dash where nothing was measured."""
    return "–" if seconds is None else f"{int(seconds) // MINUTE}:{int(seconds) % MINUTE:02d}"


@register.filter
def span(seconds: float | None) -> str:
    """``188`` → ``3:08`` minutes and seconds, ``8040`` → ``2 h 14 min``; a dash where nothing was measured."""
    if seconds is None or seconds < HOUR:
        return minutes(seconds)
    whole = int(seconds)
    return _("%(hours)d h %(minutes)d min") % {
        "hours": whole // HOUR,
        "minutes": whole % HOUR // MINUTE,
    }
