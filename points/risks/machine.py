"""R10: claimed faster than anybody can read and tap. Sitting on orders is met by the cap and the automatic release."""

from collections.abc import Iterator

from django.db.models import Case, DateTimeField, F, When
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import Assignment
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import MILLISECOND


def find(scope: Scope) -> Iterator[Finding]:
    """Counted from the moment the agent could first see it: the placing, or for other grids the broadening."""
    seen = Case(
        When(claimed_at__gte=F("broaden_at"), agent__grid__gt=F("grid"), then=F("broaden_at")),
        When(claimed_at__gte=F("broaden_at"), agent__grid__lt=F("grid"), then=F("broaden_at")),
        default=F("placed_at"),
        output_field=DateTimeField(),
    )
    services = scope.services.annotate(seen_at=seen)
    quick = services.filter(
        claimed_at__lt=F("seen_at") + policy_time("machine_milliseconds", MILLISECOND),
        assignments__basis=Assignment.Basis.CLAIM,
        assignments__ended_at=F("completed_at"),
    )
    for order_id, agent_id, seen_at, claimed_at in quick.values_list("pk", "agent", "seen_at", "claimed_at"):
        yield Finding(
            order_id, agent_id, {"milliseconds": round((claimed_at - seen_at).total_seconds() * 1000)}
        )


RISK = Risk(
    Hold.Rule.MACHINE,
    _("Taken %(milliseconds)d milliseconds after it appeared; a hand is slower than that."),
    find,
)
