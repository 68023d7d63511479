"""The ten minutes shortened for the live part, by a version of the policy like any other."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agents.models import County, Policy
from agents.policies import policy_in_force


@contextmanager
def ten_minutes_take(county: County, seconds: int) -> Iterator[None]:
    """Within the block ``broaden_seconds`` is so many; afterwards what it was, by one more version."""
    usual = policy_in_force(county, at=timezone.now()).broaden_seconds
    _change(county, seconds)
    try:
        yield
    finally:
        _change(county, usual)


@transaction.atomic
def _change(county: County, seconds: int) -> None:
    """A new version, in force from now on, with all else as before."""
    county = County.objects.select_for_update().get(pk=county.pk)
    now = timezone.now()
    policy = copy(policy_in_force(county, at=now))
    newest = Policy.objects.filter(county=county).aggregate(number=Max("version"))["number"]
    policy.pk = None
    policy.version, policy.effective_at, policy.broaden_seconds = newest + 1, now, seconds
    policy.save(force_insert=True)
