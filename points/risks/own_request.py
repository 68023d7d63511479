"""R1: the agent served the own request. Claim and assignment refuse it; a number changed later does not."""

from collections.abc import Iterator

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from points.models import Hold
from points.risks.risk import Finding, Risk, Scope


def find(scope: Scope) -> Iterator[Finding]:
    own = Q(citizen=F("agent__user")) | Q(applicant_phone_index=F("agent__user__phone_index"))
    for order_id, agent_id in scope.services.filter(own).values_list("pk", "agent"):
        yield Finding(order_id, agent_id)


RISK = Risk(Hold.Rule.OWN_REQUEST, _("The request was filed by you, or with your own phone number."), find)
