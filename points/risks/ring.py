"""R5: two agents who serve each other, or an agent who lives on three applicants."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agents.policies import policy_in_force
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope


def find(scope: Scope) -> Iterator[Finding]:
    yield from _each_other(scope)
    yield from _few_applicants(scope)


def _each_other(scope: Scope) -> Iterator[Finding]:
    """This agent served an agent who served this one."""
    back = scope.services.filter(agent__user=OuterRef("citizen"), citizen=OuterRef("agent__user"))
    mutual = scope.services.exclude(citizen=F("agent__user")).filter(Exists(back))
    for order_id, agent_id in mutual.values_list("pk", "agent"):
        yield Finding(order_id, agent_id, {"applicants": 1, "share": 0})


def _few_applicants(scope: Scope) -> Iterator[Finding]:
    applicants: dict[int, Counter[str]] = defaultdict(Counter)
    pairs = scope.services.order_by().values_list("agent", "applicant_phone_index")
    for agent_id, applicant, services in pairs.annotate(services=Count("pk")):
        applicants[agent_id][applicant] = services
    if not applicants:
        return
    policy = policy_in_force(scope.county, at=scope.ends_at)
    for agent_id, served in applicants.items():
        most = served.most_common(policy.ring_applicants_max)
        share = 100 * sum(services for _, services in most) // served.total()
        if served.total() < policy.ring_services_min or share <= policy.ring_share_percent:
            continue
        theirs = Q(agent=agent_id, applicant_phone_index__in=[applicant for applicant, _ in most])
        facts = {"applicants": len(most), "share": share}
        for order_id in scope.services.filter(theirs).values_list("pk", flat=True):
            yield Finding(order_id, agent_id, facts)


RISK = Risk(
    Hold.Rule.RING,
    _(
        "You and the applicant serve each other, or %(share)d percent of your services are for %(applicants)d people."
    ),
    find,
)
