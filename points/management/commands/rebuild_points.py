"""``manage.py rebuild_points --county 431127 --quarter 2026Q4``."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from agents.one_view import one_view
from points.management.county import county_of
from points.management.quarter import quarter_asked
from points.rebuilding.comparing import compare

SHOWN_MAX = 20


class Command(BaseCommand):
    help = (
        "Reckon a quarter's entries anew from orders, ratings and rulings and compare them with the ledger, byte for"
        " byte; exit 1 and show the lines that differ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quarter", required=True, help="such as 2026Q4")
        parser.add_argument("--county", default=settings.COUNTY, help="six-digit code (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:
        county, quarter = county_of(options["county"]), quarter_asked(options["quarter"])
        with one_view():
            found = compare(county, quarter)
        for sign, lines in (("-", found.only_posted), ("+", found.only_rebuilt)):
            for line in lines[:SHOWN_MAX]:
                self.stdout.write(f"{sign} {line}")
        facts = {
            "quarter": quarter,
            "lines": found.lines,
            "sha256": found.sha256,
            "posted": len(found.only_posted),
            "rebuilt": len(found.only_rebuilt),
        }
        if found.is_same:
            self.stdout.write(_("%(quarter)s: %(lines)d entries, the same bytes. SHA-256 %(sha256)s") % facts)
            return
        self.stdout.write(
            _("%(quarter)s differs: %(posted)d lines only in the ledger (-), %(rebuilt)d only here (+).")
            % facts
        )
        raise SystemExit(1)
