"""A county that was loaded has points rules from its first day on (LS-11 … LS-14)."""

from typing import Any

from django.dispatch import receiver

from agents.founding import first_day
from agents.models import County
from agents.signals import county_loaded
from points.models import PointsRule


@receiver(county_loaded)
def when_county_loaded(county: County, **_: Any) -> None:
    """Version 1 with the published figures, where there is none yet."""
    if not PointsRule.objects.filter(county=county).exists():
        PointsRule.objects.create(county=county, version=1, effective_at=first_day(county))
