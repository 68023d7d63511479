"""Checks of a whole quarter that take minutes: ``make quarter`` (not part of ``make test``)."""
