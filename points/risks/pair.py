"""R2: more services for one applicant by one agent in a quarter than a household usually needs."""

from collections.abc import Iterator

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from points.models import Hold
from points.risks.risk import Finding, Risk, Scope


def find(scope: Scope) -> Iterator[Finding]:
    """The sixth and every further one, in the order of completion."""
    turn = Window(
        RowNumber(),
        partition_by=[F("agent"), F("applicant_phone_index")],
        order_by=[F("completed_at").asc(), F("id").asc()],
    )
    later = scope.services.annotate(turn=turn).filter(turn__gt=F("policy__pair_services_max"))
    for order_id, agent_id, number, limit in later.values_list(
        "pk", "agent", "turn", "policy__pair_services_max"
    ):
        yield Finding(order_id, agent_id, {"number": number, "max": limit})


RISK = Risk(
    Hold.Rule.PAIR,
    _(
        "It is your service number %(number)d for the same applicant this quarter; %(max)d pass without a question."
    ),
    find,
)
