"""Which version of a county's policy is in force."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal
from agents.models import Policy


class NoPolicy(Refusal):
    kind = Kind.CONFLICT
    code = "no_policy"
    sentence = _("The county has no policy in force.")


def policy_in_force(county_id: str, *, at: datetime) -> Policy:
    """The version whose date came last before ``at``. Raises NoPolicy."""
    versions = Policy.objects.filter(county_id=county_id, effective_at__lte=at)
    # The county with it, for its time zone; its outline is large and nobody looks at it here.
    policy = versions.select_related("county").defer("county__boundary").order_by("-effective_at").first()
    if policy is None:
        raise NoPolicy
    return policy
