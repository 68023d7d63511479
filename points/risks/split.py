"""R6: one matter asked several times and paid several times."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, Window
from django.db.models.functions import Lag
from django.utils.translation import gettext_lazy as _

from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import HOUR

#: How far before the quarter the first of the two may have been completed.
LOOK_BACK = timedelta(days=30)


def find(scope: Scope) -> Iterator[Finding]:
    """The later one of two orders of the same applicant for the same item within a day, both by this agent."""
    before = Window(
        Lag("placed_at"),
        partition_by=[F("agent"), F("item"), F("applicant_phone_index")],
        order_by=[F("placed_at").asc(), F("id").asc()],
    )
    known = scope.since(scope.begins_at - LOOK_BACK).filter(item__isnull=False).annotate(before=before)
    again = known.filter(placed_at__lt=F("before") + policy_time("split_hours", HOUR))
    told = again.values_list("pk", "agent", "completed_at", "policy__split_hours")
    for order_id, agent_id, completed_at, hours in told:
        # A condition on it in SQL would take the first one away before the window sees it.
        if completed_at and completed_at >= scope.begins_at:
            yield Finding(order_id, agent_id, {"hours": hours})


RISK = Risk(
    Hold.Rule.SPLIT,
    _("The same applicant asked for the same item within %(hours)d hours before; one matter is one order."),
    find,
)
