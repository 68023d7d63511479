"""The simulated quarter behind the demo."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from agents.models import County
from config.demo.telling import say
from dispatch.orders.models import Order
from dispatch.orders.simulation import Plan, play
from points.management.progress import progress
from points.management.summary import summary
from points.periods import Quarter, quarter_of

SEED = 431127


def quarter_shown(county: County, now: datetime) -> Quarter:
    """The quarter of yesterday: the current one, but on its very first day the one before."""
    return Quarter.parse(quarter_of(now - timedelta(days=1), county.zone))


def play_past(county: County, *, orders: int, now: datetime) -> None:
    """From the quarter's first day to yesterday; once, and a later demo finds it there. Raises SimulationError."""
    if Order.objects.filter(county=county).exists():
        say(_("The quarter that was played before is still there."))
        return
    first, last = quarter_shown(county, now).first_day, _yesterday(county, now)
    say(
        _("Playing %(orders)d orders from %(first)s to %(last)s …")
        % {"orders": orders, "first": first, "last": last}
    )
    plan = Plan(county=county, first=first, last=last, orders=orders, seed=SEED)
    with progress(orders) as advance:
        tally = play(plan, now=now, on_placed=advance)
    for line in summary(county, tally, first=first, last=last):
        say(line)


def _yesterday(county: County, now: datetime) -> date:
    return now.astimezone(county.zone).date() - timedelta(days=1)
