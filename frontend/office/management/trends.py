"""The three charts of the management view, week by week; their table stands below them."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from dispatch.orders.figures import Measures
from frontend.office.management.charts import Chart, Series, bars, lines

Weeks = Sequence[tuple[date, Measures]]
MINUTE = 60


def trends(weeks: Weeks) -> list[Chart]:
    """Orders, claim times in minutes, shares in percent. Nothing to draw of fewer than two weeks."""
    if len(weeks) < 2:
        return []
    labels = [week_label(monday) for monday, _measures in weeks]
    each = [measures for _monday, measures in weeks]
    return [
        bars(
            _("Orders a week"),
            labels,
            Series(_("orders"), "series-1", [one.placed for one in each]),
            words=_count,
        ),
        lines(
            _("Minutes until somebody came"),
            labels,
            [
                Series(_("median"), "series-1", [_minutes(one.claim_median_seconds) for one in each]),
                Series(_("nine in ten"), "series-2", [_minutes(one.claim_p90_seconds) for one in each]),
            ],
            words=_count,
        ),
        lines(
            _("Shares"),
            labels,
            [
                Series(_("taken in time"), "series-1", [one.in_time_percent for one in each]),
                Series(_("done within the limit"), "series-2", [one.in_limit_percent for one in each]),
                Series(_("satisfied"), "series-3", [one.satisfied_percent for one in each]),
            ],
            words=_share,
            top=100,
        ),
    ]


def week_label(monday: date) -> str:
    return date_format(monday, "n/j", use_l10n=False)


def _count(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _share(value: float) -> str:
    return f"{_count(value)}%"


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds / MINUTE, 1)
