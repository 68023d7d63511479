"""What a county begins with."""

from datetime import datetime

from agents.models import County, Policy


def first_day(county: County) -> datetime:
    """From when the first versions of its policy and rules are in force: before all that it may look back on."""
    return datetime(2019, 1, 1, tzinfo=county.zone)


def ensure_policy(county: County) -> None:
    """Version 1 with the published defaults, where the county has no policy yet (DESIGN §2)."""
    if not Policy.objects.filter(county=county).exists():
        Policy.objects.create(county=county, version=1, effective_at=first_day(county))
