"""The county's ledger, open to one transaction at a time, and which of its quarters are closed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from points.periods import Quarter, quarter_of


def open_ledger(county_id: str) -> str | None:
    """Hold the county's ledger until the transaction ends; the last frozen quarter (``2026Q3``), if there is one.

    Whoever posts and whoever freezes stand in the same line, so that no entry slips into a quarter that is being
    frozen. Lock the orders that the transaction touches before.
    """
    with connection.cursor() as cursor:
        cursor.execute("select open_ledger(%s)", [county_id])
        last: str | None = cursor.fetchone()[0]
    return last


def posting_time(at: datetime, zone: ZoneInfo, *, last_frozen: str | None) -> datetime:
    """``at``; or, when that lies in a settled quarter, the first instant of the quarter after it (DESIGN §2.10)."""
    if last_frozen is None or quarter_of(at, zone) > last_frozen:
        return at
    return Quarter.parse(last_frozen).following().begins_at(zone)
