"""What must always be true of follow-ups (R9, QJ-14)."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q

from agents.invariants import invariant
from dispatch.orders.models import Rating
from dispatch.oversight.followups.lot import is_drawn
from dispatch.oversight.followups.models import FollowUp, FollowUpCall


@invariant("a follow-up is about a completed service and the agent who did it")
def follow_ups_are_about_the_agent() -> Iterator[str]:
    wrong = ~Q(agent=F("order__agent")) | ~Q(county=F("order__county")) | ~Q(order__state="completed")
    for follow_up in FollowUp.objects.filter(wrong).iterator():
        yield f"follow-up {follow_up.pk} of order {follow_up.order_id}"


@invariant("whoever was drawn for a follow-up is drawn again by the same lot")
def the_lot_draws_the_same_again() -> Iterator[str]:
    drawn = FollowUp.objects.filter(reason=FollowUp.Reason.SAMPLED)
    for follow_up in drawn.iterator():
        if not is_drawn(follow_up.order_id, percent=follow_up.percent or 0):
            yield f"follow-up {follow_up.pk}: order {follow_up.order_id} is not in the draw"


@invariant("an unsatisfied answer on the phone counted as the rating from then on")
def bad_answers_count() -> Iterator[str]:
    unsatisfied = Rating.objects.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=OuterRef("called_at")),
        order=OuterRef("follow_up__order"),
        rated_at__lte=OuterRef("called_at"),
        grade__in=Rating.UNSATISFIED_GRADES,
    )
    said = FollowUpCall.objects.filter(outcome=FollowUpCall.Outcome.UNSATISFIED)
    for call in said.exclude(Exists(unsatisfied)).iterator():
        yield f"call {call.pk} said unsatisfied and counts for nothing"


@invariant("nobody calls about the own service")
def another_person_calls() -> Iterator[str]:
    for call in FollowUpCall.objects.filter(officer__user=F("follow_up__agent__user")).iterator():
        yield f"call {call.pk} by officer {call.officer_id}"
