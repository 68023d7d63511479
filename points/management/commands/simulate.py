"""``manage.py simulate --from 2026-10-01 --to 2026-12-31 --orders 2000 --seed 7``."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable, Iterator
from datetime import date
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.errors import Refusal
from agents.models import County
from dispatch.catalogue.province import COUNTIES_MAX, load_province
from dispatch.orders.simulation import Plan, Tally, play
from dispatch.orders.simulation.errors import NotADemo
from points.management.county import county_of
from points.management.progress import progress
from points.management.summary import summary


class Command(BaseCommand):
    help = (
        "Play a stretch of county life through the real actions: people ask, agents claim and work, officers"
        " decide, people rate. The same seed on a fresh county gives the same figures. Demo counties only."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from", dest="first", type=day, required=True, help="first day, such as 2026-10-01"
        )
        parser.add_argument("--to", dest="last", type=day, required=True, help="last day, played to its end")
        parser.add_argument("--orders", type=int, required=True, help="how many requests are made")
        parser.add_argument("--seed", type=int, required=True, help="the same seed, the same life")
        parser.add_argument("--county", default=settings.COUNTY, help="six-digit code (%(default)s)")
        parser.add_argument(
            "--counties",
            type=int,
            metavar="N",
            help="instead of one: make N counties like the pilot (a province has 122) and share the orders out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["counties"] is None:
            counties: Iterable[County] = [county_of(options["county"])]
            shares = iter([options["orders"]])
        else:
            counties = _province(options["counties"])
            shares = _shares(options["orders"], options["counties"])
        asked = {name: options[name] for name in ("first", "last", "seed")}
        began = monotonic()
        for county, orders in zip(counties, shares, strict=True):
            plan = Plan(county=county, orders=orders, **asked)
            try:
                tally = _play(plan, shows_progress=options["verbosity"] > 0)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            for line in summary(county, tally, first=options["first"], last=options["last"]):
                self.stdout.write(line)
        seconds = monotonic() - began
        self.stdout.write(
            _("Played in %(seconds).1f s, %(speed).0f orders a second.")
            % {"seconds": seconds, "speed": options["orders"] / seconds}
        )


def _play(plan: Plan, *, shows_progress: bool) -> Tally:
    with progress(plan.orders, shows=shows_progress) as advance:
        return play(plan, now=timezone.now(), on_placed=advance)


def _province(how_many: int) -> Iterable[County]:
    """Raises CommandError outside a demo, or for a number of counties that China has not."""
    if not settings.DEMO:
        raise CommandError(str(NotADemo()))
    if not 1 <= how_many <= COUNTIES_MAX:
        raise CommandError(
            _("%(counties)d counties cannot be made: from 1 to %(max)d.")
            % {"counties": how_many, "max": COUNTIES_MAX}
        )
    return load_province(how_many)


def _shares(orders: int, counties: int) -> Iterator[int]:
    """As even as they come, the first ones one more."""
    each, left = divmod(orders, counties)
    return (each + int(number < left) for number in range(counties))


def day(text: str) -> date:
    """A day as 2026-10-01. Raises ArgumentTypeError."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("%(text)r is not a day; write it as 2026-10-01.") % {"text": text}
        ) from None
