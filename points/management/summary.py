"""What a simulated stretch came to, in a few lines for the person at the keyboard."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agents.models import County
from dispatch.orders.simulation import Tally
from points.periods import Quarter, quarter_of
from points.totals import county_total

#: The moves of a simulation in the order of an order's life.
MOVES = (
    gettext_noop("placed"),
    gettext_noop("located"),
    gettext_noop("broadened"),
    gettext_noop("sent to the desk"),
    gettext_noop("sent to the superior"),
    gettext_noop("first claims"),
    gettext_noop("claimed by the own grid"),
    gettext_noop("claimed"),
    gettext_noop("assigned"),
    gettext_noop("reminded"),
    gettext_noop("more time asked"),
    gettext_noop("released by the clock"),
    gettext_noop("given back"),
    gettext_noop("started"),
    gettext_noop("noted"),
    gettext_noop("suspended"),
    gettext_noop("resumed"),
    gettext_noop("items proposed"),
    gettext_noop("items confirmed"),
    gettext_noop("completed"),
    gettext_noop("cancelled"),
    gettext_noop("rated very_satisfied"),
    gettext_noop("rated satisfied"),
    gettext_noop("rated fair"),
    gettext_noop("rated unsatisfied"),
    gettext_noop("rated very_unsatisfied"),
    gettext_noop("ratings revised"),
)


def summary(county: County, tally: Tally, *, first: date, last: date) -> Iterator[str]:
    """Moves, shares, refusals, and what each quarter of the stretch earned."""
    yield _("%(orders)d orders of %(citizens)d citizens.") % {
        "orders": tally.moves["placed"],
        "citizens": tally.citizens,
    }
    if tally.first_claims:
        yield _("Claimed within ten minutes: %(share).1f %% of those claimed.") % {
            "share": 100 * tally.within_ten_minutes / tally.first_claims
        }
    moves = ", ".join(f"{_(move)} {tally.moves[move]}" for move in MOVES if tally.moves[move])
    yield _("Moves: %(moves)s.") % {"moves": moves}
    if tally.refusals:
        yield _("Refused, as it should be: %(count)d.") % {"count": tally.refusals.total()}
    for quarter in _quarters(county, first, last):
        total = county_total(county, str(quarter))
        yield _("%(quarter)s in the ledger: %(points)s points, %(yuan).2f yuan.") % {
            "quarter": quarter,
            "points": f"{total.points.normalize():f}",
            "yuan": total.yuan,
        }


def _quarters(county: County, first: date, last: date) -> Iterator[Quarter]:
    quarter, end = (_quarter(county, day) for day in (first, last))
    while quarter.first_day <= end.first_day:
        yield quarter
        quarter = quarter.following()


def _quarter(county: County, day: date) -> Quarter:
    noon = datetime.combine(day, time(12), county.zone)
    return Quarter.parse(quarter_of(noon.astimezone(UTC), county.zone))
