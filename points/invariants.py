"""What must always be true of the ledger (X07). Settlements, holds and appeals have their own."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum

from agents.invariants import invariant
from agents.said import is_as_said
from dispatch.orders.models import Order
from dispatch.orders.states import State

# Importing registers them.
from points import chains  # noqa: F401
from points.holds import invariants as of_holds  # noqa: F401
from points.models import Appeal, HoldAnswer, PointsEntry, PointsRule, PointsRuleWithdrawal
from points.periods import month_of, quarter_of
from points.posting.due import Standing, due
from points.posting.standing import standings
from points.settlement import invariants as of_settlements  # noqa: F401


@invariant("every completed service has been posted")
def every_service_is_posted() -> Iterator[str]:
    for order in Order.objects.filter(state=State.COMPLETED, points_entries=None).iterator():
        yield f"order {order.number} was completed and earned nothing"


@invariant("what an agent said to a rating or a hold is what was sealed")
def agents_said_what_they_said() -> Iterator[str]:
    for model in (Appeal, HoldAnswer):
        for row in model._base_manager.exclude(words_proof=None).exclude(sealed_words="").iterator():
            if not is_as_said(row):
                yield f"{model._meta.model_name} {row.pk} says something else than what was written"


@invariant("only completed services earn")
def only_completed_services_earn() -> Iterator[str]:
    strays = PointsEntry.objects.exclude(order__state=State.COMPLETED).select_related("order")
    for entry in strays.iterator():
        yield f"entry {entry.pk}: order {entry.order.number} is {entry.order.state}"


@invariant("a service scores 0, base or base + 1, as it was rated and ruled on")
def services_score_as_rated() -> Iterator[str]:
    said = standings(Q())
    scores = dict(PointsEntry.objects.values_list("order").annotate(Sum("points")).order_by())
    first = PointsEntry.objects.filter(kind=PointsEntry.Kind.BASE).order_by("order", "id").distinct("order")
    for entry in first.select_related("order", "rule").iterator():
        order = entry.order
        what = due(said.get(order.pk, Standing()))
        right = what.points(entry.rule.base(order.earning_class), entry.rule.satisfied)
        if scores[order.pk] != right:
            yield f"order {order.number} scores {scores[order.pk]} where {right} is right"


@invariant("a reversal is the exact negative of what it reverses, of the same service and agent")
def reversals_are_negatives() -> Iterator[str]:
    wrong = (
        ~Q(points=-F("reverses__points"))
        | ~Q(order=F("reverses__order"))
        | ~Q(agent=F("reverses__agent"))
        | Q(reverses__kind=PointsEntry.Kind.REVERSAL)
    )
    for entry in PointsEntry.objects.filter(kind=PointsEntry.Kind.REVERSAL).filter(wrong).iterator():
        yield f"entry {entry.pk} does not undo entry {entry.reverses_id}"


@invariant("points go to the agent who did the service")
def points_go_to_the_agent() -> Iterator[str]:
    for entry in PointsEntry.objects.exclude(agent=F("order__agent")).iterator():
        yield f"entry {entry.pk} went to agent {entry.agent_id}"


@invariant("every entry lies in the month and quarter in which it was posted, county time")
def entries_lie_in_their_quarter() -> Iterator[str]:
    for entry in PointsEntry.objects.select_related("county").iterator():
        zone = entry.county.zone
        right = month_of(entry.posted_at, zone), quarter_of(entry.posted_at, zone)
        if (entry.month, entry.quarter) != right:
            yield f"entry {entry.pk} lies in {entry.month} {entry.quarter}, posted in {right[0]} {right[1]}"


@invariant("a points rule is withdrawn before its day, and two that stand never begin together")
def planned_rules_are_withdrawn() -> Iterator[str]:
    late = PointsRuleWithdrawal.objects.filter(withdrawn_at__gte=F("rule__effective_at"))
    for withdrawal in late.iterator():
        yield f"rule {withdrawal.rule_id} was withdrawn after it had begun"
    days = PointsRule.objects.standing().order_by().values("county", "effective_at")
    for day in days.annotate(count=Count("pk")).filter(count__gt=1):
        yield f"{day['count']} points rules of {day['county']} begin at {day['effective_at']}"
