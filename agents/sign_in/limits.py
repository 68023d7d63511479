"""How often within how long: counted in the database, one attempt after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import connection


@dataclass(frozen=True)
class Limit:
    """At most ``count`` within ``window``."""

    count: int
    window: timedelta


def retry_after_seconds(times: Sequence[datetime], limits: Sequence[Limit], *, at: datetime) -> int:
    """Whole seconds until every limit allows one more; 0 when all do now. ``times`` come newest first."""
    waits = [0.0]
    for limit in limits:
        if len(times) >= limit.count:
            waits.append((times[limit.count - 1] + limit.window - at).total_seconds())
    return max(0, ceil(max(waits)))


def one_at_a_time(name: str) -> None:
    """Hold ``name`` until the transaction ends, so that two attempts at once do not count past each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
