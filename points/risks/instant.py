"""R8: claimed and done within minutes, with nothing on the timeline that shows work."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import OrderEvent
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import SECOND

#: What somebody who is working leaves behind.
TRACES = (OrderEvent.Kind.NOTED, OrderEvent.Kind.SUSPENDED)


def find(scope: Scope) -> Iterator[Finding]:
    at_once = scope.services.filter(completed_at__lt=F("claimed_at") + policy_time("instant_seconds", SECOND))
    traces = OrderEvent.objects.filter(order=OuterRef("pk"), agent=OuterRef("agent"), kind__in=TRACES)
    told = at_once.exclude(Exists(traces)).annotate(took=F("completed_at") - F("claimed_at"))
    for order_id, agent_id, took in told.values_list("pk", "agent", "took"):
        yield Finding(order_id, agent_id, {"seconds": int(took.total_seconds())})


RISK = Risk(
    Hold.Rule.INSTANT,
    _("Completed %(seconds)d seconds after you took it, without a note on the way. What was done?"),
    find,
)
