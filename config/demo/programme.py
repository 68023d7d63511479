"""What is shown, in order: a quarter behind it, live orders, the report."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import County
from config.demo.cast import choose_cast
from config.demo.minutes import ten_minutes_take
from config.demo.past import play_past, quarter_shown
from config.demo.site import running_site
from config.demo.story import tell_story
from config.demo.telling import say
from config.serve.preparation import prepare_site
from points.periods import Quarter, quarter_of
from points.reports.export import export_reward_report

# The ten minutes of the live part, in seconds.
BROADEN_SECONDS = 8


def play(base_url: str, *, orders: int, keep: bool) -> None:
    """Raises Refusal, SiteError, StoryBroken or WireError where something goes otherwise than it should."""
    say(_("Preparing the site in %(directory)s …") % {"directory": settings.DATA_DIR})
    prepare_site(say=say)
    county = County.objects.get(pk=settings.COUNTY)
    play_past(county, orders=orders, now=timezone.now())
    with running_site(base_url) as site:
        say(_("The site serves at %(url)s") % {"url": base_url})
        with ten_minutes_take(county, BROADEN_SECONDS):
            tell_story(choose_cast(county, base_url), broaden_seconds=BROADEN_SECONDS)
        _export_reports(county)
        if keep:
            say(_("The site goes on at %(url)s until Ctrl-C.") % {"url": base_url})
            site.wait()


def _export_reports(county: County) -> None:
    """Of the quarter that was played and, on its first day, of the one that has just begun."""
    now = timezone.now()
    begun = Quarter.parse(quarter_of(now, county.zone))
    played = quarter_shown(county, now)
    for quarter in [played] if played == begun else [played, begun]:
        path = Path(settings.DATA_DIR, f"reward-report-{quarter}.xlsx")
        done = export_reward_report(county, quarter, path, reason=_("demo"), at=now)
        say(
            _("The reward report of %(quarter)s, %(rows)d agents and %(yuan)s yuan, lies in %(path)s")
            % {"quarter": quarter, "rows": done.rows, "yuan": f"{done.yuan:.2f}", "path": done.workbook}
        )
