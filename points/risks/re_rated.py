"""R14: unsatisfied first and satisfied later. Perhaps it was put right; somebody asks the applicant."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import Rating
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope


def find(scope: Scope) -> Iterator[Finding]:
    ratings = Rating.objects.filter(order=OuterRef("pk"))
    was = Exists(ratings.filter(superseded_at__isnull=False, grade__in=Rating.UNSATISFIED_GRADES))
    now = Exists(ratings.filter(superseded_at=None, grade__in=Rating.SATISFIED_GRADES))
    for order_id, agent_id in scope.services.filter(was, now).values_list("pk", "agent"):
        yield Finding(order_id, agent_id)


RISK = Risk(
    Hold.Rule.RE_RATED,
    _("The rating was changed from unsatisfied to satisfied; the applicant will be called."),
    find,
)
