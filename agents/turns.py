"""What the clock does for each county once in a while, and of several dispatchers only one."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from agents.models import County


def counties_due(turns: QuerySet[Any], column: str, *, at: datetime, every: timedelta) -> Iterable[County]:
    """Those without a row in ``turns`` that is younger than ``every``; outlines left out. One statement.

    Who takes a turn decides by a statement of its own on the row.
    """
    taken = turns.filter(**{f"{column}__gt": at - every}).values("county")
    return County.objects.exclude(pk__in=taken).defer("boundary")
