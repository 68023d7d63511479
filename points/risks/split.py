"""R6: one matter asked several times and paid several times."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import Order
from dispatch.orders.states import State
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import HOUR


def find(scope: Scope) -> Iterator[Finding]:
    """The later one of two orders of the same applicant for the same item within a day, both by this agent."""
    dated = scope.services.annotate(since=F("placed_at") - policy_time("split_hours", HOUR))
    earlier = Order.objects.filter(
        county=OuterRef("county"),
        state=State.COMPLETED,
        agent=OuterRef("agent"),
        item=OuterRef("item"),
        applicant_phone_index=OuterRef("applicant_phone_index"),
        placed_at__gt=OuterRef("since"),
        placed_at__lt=OuterRef("placed_at"),
    )
    again = dated.filter(Exists(earlier)).values_list("pk", "agent", "policy__split_hours")
    for order_id, agent_id, hours in again:
        yield Finding(order_id, agent_id, {"hours": hours})


RISK = Risk(
    Hold.Rule.SPLIT,
    _("The same applicant asked for the same item within %(hours)d hours before; one matter is one order."),
    find,
)
