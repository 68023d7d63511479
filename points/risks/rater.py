"""R3: satisfied by a rating from an agent's own phone, or from where the agent who served was at work.

The browser's mark (``frontend/middleware/serving.py``) tells of any agent's phone; the address counts for the agent who
served, unless so many agents work from it that it is a network's way out to the world. A hold asks, it proves nothing.
"""

from collections.abc import Iterator

from django.db.models import Count, DateTimeField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from dispatch.orders.models import OrderEvent, Rating
from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import HOUR

#: Of the machine itself: everybody comes from there when nothing stands in front of it.
OWN_MACHINE = ("127.0.0.1", "::1")
WITHIN = policy_time("rater_device_hours", HOUR, of="order__")


def find(scope: Scope) -> Iterator[Finding]:
    satisfied = Rating.objects.filter(
        order__in=scope.services, superseded_at=None, grade__in=Rating.SATISFIED_GRADES
    )
    for by, ratings in (("browser", _from_browsers(satisfied)), ("address", _from_addresses(satisfied))):
        told = ratings.values_list("order", "order__agent", "order__policy__rater_device_hours")
        for order_id, agent_id, hours in told:
            yield Finding(order_id, agent_id, {"by": by, "hours": hours})


def _from_browsers(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    return ratings.filter(browser_agent__isnull=False, rated_at__lt=F("browser_agent_seen_at") + WITHIN)


def _from_addresses(ratings: QuerySet[Rating]) -> QuerySet[Rating]:
    instant = DateTimeField()
    known = ratings.filter(address__isnull=False).exclude(address__in=OWN_MACHINE)
    windowed = known.annotate(
        since=ExpressionWrapper(F("rated_at") - WITHIN, output_field=instant),
        until=ExpressionWrapper(F("rated_at") + WITHIN, output_field=instant),
    )
    there = OrderEvent.objects.filter(
        county=OuterRef("county"),
        address=OuterRef("address"),
        at__gt=OuterRef("since"),
        at__lt=OuterRef("until"),
        agent__isnull=False,
    ).order_by()
    agents = there.values("address").annotate(count=Count("agent", distinct=True)).values("count")
    return windowed.filter(Exists(there.filter(agent=OuterRef("order__agent")))).filter(
        order__policy__rater_address_agents_max__gte=Subquery(agents)
    )


RISK = Risk(
    Hold.Rule.RATER,
    _(
        "Rated from a phone or an address that an agent had used within %(hours)d hours; the applicant will be called."
    ),
    find,
    covers=Hold.Covers.BONUS,
)
