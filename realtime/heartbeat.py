"""Workers say that they are alive: one row for each kind of worker, whoever of them it was."""

from datetime import datetime, timedelta

from django.db import connection

from realtime.models import Heartbeat

DISPATCHER, DELIVERIES = "dispatcher", "deliveries"
BEAT_EVERY = timedelta(seconds=3)

BEAT = """
insert into realtime_heartbeat (name, at) values (%s, %s)
on conflict (name) do update set at = greatest(realtime_heartbeat.at, excluded.at)
"""


class Pulse:
    """The heartbeat of one loop: written every three seconds, not with every tick."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last: datetime | None = None

    def tick(self, *, at: datetime) -> None:
        if self._last is None or at - self._last >= BEAT_EVERY:
            beat(self._name, at=at)
            self._last = at


def beat(name: str, *, at: datetime) -> None:
    """Never backwards: of two workers the later word counts."""
    with connection.cursor() as cursor:
        cursor.execute(BEAT, [name, at])


def last_beat(name: str) -> datetime | None:
    return Heartbeat.objects.filter(name=name).values_list("at", flat=True).first()
