"""R4: many people of one village who signed up just before they asked, all served by one agent on one day."""

from collections.abc import Iterator

from django.db.models import Count, F
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from points.models import Hold
from points.risks.risk import Finding, Risk, Scope, policy_time
from points.risks.units import HOUR

SAME = ("agent", "village", "day", "policy__new_numbers_max")


def find(scope: Scope) -> Iterator[Finding]:
    fresh = scope.services.filter(
        citizen__created_at__gt=F("placed_at") - policy_time("new_numbers_hours", HOUR)
    )
    of_a_day = fresh.annotate(day=TruncDate("placed_at", tzinfo=scope.county.zone))
    crowds = of_a_day.order_by().values(*SAME).annotate(people=Count("citizen", distinct=True))
    for crowd in crowds.filter(people__gt=F("policy__new_numbers_max")):
        same = {name: crowd[name] for name in ("agent", "village", "day")}
        facts = {"people": crowd["people"], "day": crowd["day"].isoformat()}
        for order_id in of_a_day.filter(**same).values_list("pk", flat=True):
            yield Finding(order_id, crowd["agent"], facts)


RISK = Risk(
    Hold.Rule.NEW_NUMBERS,
    _("%(people)d people of one village signed up and asked on %(day)s, and you served them all."),
    find,
)
