"""Files that leave the house, counted by the audit's own rows, which outlive every cache (S21, S28)."""

from datetime import datetime, timedelta
from math import ceil

from agents.audit import Deed
from agents.models import AuditEntry, Officer
from frontend.limits.errors import TooManyExports

EXPORTS_MAX = 20
WINDOW = timedelta(hours=1)


def require_few_exports(officer: Officer, *, at: datetime) -> None:
    """Raises TooManyExports."""
    mine = AuditEntry.objects.filter(
        county_id=officer.county_id, actor_id=officer.user_id, deed=Deed.EXPORTED
    )
    times = list(mine.filter(at__gt=at - WINDOW).order_by("-id").values_list("at", flat=True)[:EXPORTS_MAX])
    if len(times) == EXPORTS_MAX:
        wait = times[-1] + WINDOW - at
        raise TooManyExports(max=EXPORTS_MAX, retry_after=max(1, ceil(wait.total_seconds())))
