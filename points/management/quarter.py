"""Which quarter a command was asked about."""

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from points.periods import NotAQuarter, Quarter


def quarter_asked(text: str) -> Quarter:
    """Raises CommandError."""
    try:
        return Quarter.parse(text)
    except NotAQuarter:
        raise CommandError(_("%(text)r is not a quarter; write it as 2026Q4.") % {"text": text}) from None
