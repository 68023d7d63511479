"""Budget forecast: what the running quarter will have cost, as the last weeks went (X20).

Plain on purpose, so that whoever signs for the money can check it by hand: what is posted so far, and for each day
that is left what a day of the last weeks cost; the cheapest and the dearest of these weeks say how sure that is.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.db.models.functions import TruncDate

from agents.models import County
from dispatch.orders.models import Order
from dispatch.orders.states import State
from points.models import PointsEntry, PointsRule
from points.periods import Quarter, quarter_of
from points.settlement.budget import budget_of, spent_of
from points.totals import YUAN, county_total
from points.yuan import FEN, NOTHING, yuan_of

WEEKS = 8
WEEK_DAYS = 7


@dataclass(frozen=True)
class Forecast:
    """Yuan. ``weeks``: what each of the last whole weeks cost, the oldest first, as (first day, yuan)."""

    quarter: Quarter
    days_left: int
    posted: Decimal
    weeks: list[tuple[date, Decimal]]
    # Completed services that may still be rated: this much at most if all of them satisfied.
    unrated: int
    unrated_at_most: Decimal
    # Of the year's budget, before this quarter is paid; None where none was entered.
    budget_left: Decimal | None

    @property
    def expected(self) -> Decimal:
        whole = sum((yuan for _, yuan in self.weeks), NOTHING)
        return self._at(whole / len(self.weeks) if self.weeks else NOTHING)

    @property
    def low(self) -> Decimal:
        return self._at(min((yuan for _, yuan in self.weeks), default=NOTHING))

    @property
    def high(self) -> Decimal:
        return self._at(max((yuan for _, yuan in self.weeks), default=NOTHING))

    def _at(self, a_week: Decimal) -> Decimal:
        rest = a_week / WEEK_DAYS * self.days_left
        return self.posted + rest.quantize(FEN, ROUND_HALF_UP)


def forecast(county: County, *, at: datetime) -> Forecast:
    """Of the quarter that runs at the instant, county time. Four statements. Raises NoPointsRule."""
    quarter = Quarter.parse(quarter_of(at, county.zone))
    today = at.astimezone(county.zone).date()
    unrated = Order.objects.of(county).filter(Q(ratings=None), state=State.COMPLETED, rating_closes_at__gt=at)
    count = unrated.count()
    rule = PointsRule.objects.in_force(county.code, at=at)
    return Forecast(
        quarter=quarter,
        # Today is not over: it counts among the days that are still to come.
        days_left=(quarter.last_day - today).days + 1,
        posted=county_total(county, str(quarter)).yuan,
        weeks=_weeks(county, today),
        unrated=count,
        unrated_at_most=yuan_of(rule.satisfied, rule.yuan_per_point) * count,
        budget_left=_budget_left(county, quarter.year),
    )


def _budget_left(county: County, year: int) -> Decimal | None:
    budget = budget_of(county, year)
    return None if budget is None else budget - spent_of(county, year)


def _weeks(county: County, today: date) -> list[tuple[date, Decimal]]:
    """Whole weeks of seven days that end yesterday; those before the first entry of all are left out."""
    first_day = today - timedelta(days=WEEKS * WEEK_DAYS)
    zone = county.zone
    entries = PointsEntry.objects.filter(
        county=county,
        posted_at__gte=datetime.combine(first_day, time.min, zone),
        posted_at__lt=datetime.combine(today, time.min, zone),
    )
    by_day = entries.order_by().values_list(TruncDate("posted_at", tzinfo=zone)).annotate(yuan=YUAN)
    sums = [NOTHING] * WEEKS
    for day, yuan in by_day:
        sums[(day - first_day).days // WEEK_DAYS] += yuan
    weeks = [(first_day + timedelta(days=WEEK_DAYS * at), yuan) for at, yuan in enumerate(sums)]
    begun = next((at for at, (_, yuan) in enumerate(weeks) if yuan), WEEKS)
    return weeks[begun:]
