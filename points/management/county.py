"""Which county a command was asked about."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from agents.models import County

NAMED_MAX = 10


def county_of(code: str) -> County:
    """The county of this six-digit code. Raises CommandError, which names those that are there."""
    county = County.objects.filter(pk=code).first() if code.isdigit() else None
    if county is None:
        known = ", ".join(f"{one.code} {one.name}" for one in County.objects.order_by("code")[:NAMED_MAX])
        raise CommandError(
            _("There is no county %(code)r here. There is: %(known)s.")
            % {"code": code, "known": known or "-"}
        )
    return county
