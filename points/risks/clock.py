"""The rules look at every county once an hour, so that an agent hears of a doubt while it can be cleared up."""

from datetime import datetime, timedelta

from agents.models import County
from agents.turns import counties_due
from points.models import RisksChecked
from points.risks.checking import check_county

EVERY = timedelta(hours=1)


def check_services(*, at: datetime) -> int:
    """How many holds were opened. Of several dispatchers one takes a county; the others pass it by."""
    due = counties_due(RisksChecked.objects.all(), "checked_at", at=at, every=EVERY)
    return sum(len(check_county(county, at=at)) for county in due if _takes(county, at))


def _takes(county: County, at: datetime) -> bool:
    """Whether it is this caller's turn: decided by one statement on the row's own column."""
    due = RisksChecked.objects.filter(county=county, checked_at__lte=at - EVERY)
    if due.update(checked_at=at):
        return True
    _, is_first = RisksChecked.objects.get_or_create(county=county, defaults={"checked_at": at})
    return is_first
