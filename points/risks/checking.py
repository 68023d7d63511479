"""All rules over a quarter: what they doubt goes on hold, once for each service and rule."""

from datetime import datetime

from django.db import transaction

from agents.models import County
from dispatch.oversight.followups.actions import ask_follow_ups
from points.models import Hold
from points.periods import Quarter, quarter_of
from points.posting.ledger import open_ledger
from points.risks.all import RISKS
from points.risks.risk import Scope
from points.signals import holds_opened

PORTION = 1000
#: Doubts about a rating: whether it was the applicant's own word, only the applicant can say.
ASKED_BY_PHONE = frozenset({Hold.Rule.RATER, Hold.Rule.PRESSURED, Hold.Rule.RE_RATED})


@transaction.atomic
def check_quarter(county: County, quarter: Quarter, *, at: datetime) -> list[Hold]:
    """The holds that were opened; asked again, none. Points already settled can be held, too: they are then owed."""
    open_ledger(county.pk)
    scope = Scope(county, quarter)
    drafts = [
        Hold(
            county=county,
            order_id=found.order_id,
            agent_id=found.agent_id,
            rule=risk.rule,
            covers=risk.covers,
            facts=found.facts,
            opened_at=at,
        )
        for risk in RISKS.values()
        for found in risk.find(scope)
    ]
    known = set(Hold.objects.filter(county=county).values_list("order_id", "rule"))
    new = {(draft.order_id, str(draft.rule)): draft for draft in drafts}
    drafted = Hold.objects.bulk_create(
        [draft for key, draft in new.items() if key not in known], batch_size=PORTION
    )
    if not drafted:
        return []
    told = Hold.objects.select_related("order", "agent")
    opened = list(told.filter(pk__in=[hold.pk for hold in drafted]).order_by("id"))
    ask_follow_ups([hold.order for hold in opened if hold.rule in ASKED_BY_PHONE], at=at)
    holds_opened.send(Hold, holds=opened, at=at)
    return opened


def check_county(county: County, *, at: datetime) -> list[Hold]:
    """The running quarter of a county and, while it is not frozen, the one before it."""
    running = Quarter.parse(quarter_of(at, county.zone))
    return [*check_quarter(county, running.before(), at=at), *check_quarter(county, running, at=at)]
