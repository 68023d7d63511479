"""What the calls of a stretch of time say: of the county, and of each agent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from agents.models import County
from dispatch.oversight.followups.models import FollowUpCall, FollowUpQuerySet

Outcome = FollowUpCall.Outcome


@dataclass(frozen=True, slots=True)
class Answers:
    """How many said so on the phone."""

    satisfied: int = 0
    unsatisfied: int = 0

    @property
    def heard(self) -> int:
        return self.satisfied + self.unsatisfied


NO_ANSWERS = Answers()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Of follow-ups asked for: how many are to call, answered, given up, and what was answered."""

    asked: int
    to_call: int
    given_up: int
    answers: Answers

    @property
    def satisfied_percent(self) -> float | None:
        heard = self.answers.heard
        return round(100 * self.answers.satisfied / heard, 1) if heard else None


def answers_between(county: County, begins: datetime, ends: datetime) -> dict[int, Answers]:
    """By agent, of calls answered from ``begins`` to before ``ends``. One statement."""
    heard = FollowUpCall.objects.answers().filter(county=county, called_at__gte=begins, called_at__lt=ends)
    rows = heard.order_by().values_list("follow_up__agent")
    counted = rows.annotate(
        satisfied=Count("pk", Q(outcome=Outcome.SATISFIED)),
        unsatisfied=Count("pk", Q(outcome=Outcome.UNSATISFIED)),
    )
    return {agent_id: Answers(good, bad) for agent_id, good, bad in counted}


def ledger_of(follow_ups: FollowUpQuerySet) -> Ledger:
    """Four statements."""
    answers = FollowUpCall.objects.answers().filter(follow_up__in=follow_ups)
    said = answers.aggregate(
        satisfied=Count("pk", Q(outcome=Outcome.SATISFIED)),
        unsatisfied=Count("pk", Q(outcome=Outcome.UNSATISFIED)),
    )
    return Ledger(
        asked=follow_ups.count(),
        to_call=follow_ups.to_call().count(),
        given_up=follow_ups.given_up().count(),
        answers=Answers(**said),
    )
