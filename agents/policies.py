"""Which version of a county's policy is in force."""

from datetime import datetime

from django.db.models import CharField, DateTimeField
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal
from agents.models import Policy
from agents.prepared import Given, Prepared

# With its county, for the time zone; the county's outline is large and nobody looks at it here.
_in_force = Prepared(
    lambda: (
        Policy.objects.select_related("county")
        .defer("county__boundary")
        .filter(county_id=Given("county_id", CharField()))
        .filter(effective_at__lte=Given("at", DateTimeField()))
        .order_by("-effective_at")[:1]
    )
)


class NoPolicy(Refusal):
    kind = Kind.CONFLICT
    code = "no_policy"
    sentence = _("The county has no policy in force.")


def policy_in_force(county_id: str, *, at: datetime) -> Policy:
    """The version whose date came last before ``at``. Raises NoPolicy."""
    policy = _in_force.first(county_id=county_id, at=at)
    if policy is None:
        raise NoPolicy
    return policy
