"""R9: satisfied within minutes after completion, as if somebody had stood beside the applicant."""

from collections.abc import Iterator

from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import Rating
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import SECOND


def find(scope: Scope) -> Iterator[Finding]:
    current = Rating.objects.filter(
        order=OuterRef("pk"), superseded_at=None, grade__in=Rating.SATISFIED_GRADES
    )
    services = scope.services.annotate(rated_at=Subquery(current.values("rated_at")[:1]))
    at_once = services.filter(rated_at__lt=F("completed_at") + policy_time("pressured_seconds", SECOND))
    for order_id, agent_id, completed_at, rated_at in at_once.values_list(
        "pk", "agent", "completed_at", "rated_at"
    ):
        yield Finding(order_id, agent_id, {"seconds": int((rated_at - completed_at).total_seconds())})


RISK = Risk(
    Hold.Rule.PRESSURED,
    _("Rated satisfied %(seconds)d seconds after completion; the applicant will be called."),
    find,
    covers=Hold.Covers.BONUS,
)
