"""What must always be true of holds and appeals (X09, X11)."""

from collections.abc import Iterator

from django.db.models import F, Q

from agents.invariants import invariant
from points.models import Appeal, AppealRuling, Hold, HoldRuling


@invariant("a hold and an appeal are about the agent who did the service")
def holds_are_about_the_agent() -> Iterator[str]:
    other = ~Q(agent=F("order__agent")) | ~Q(county=F("order__county"))
    for hold in Hold.objects.filter(other).iterator():
        yield f"hold {hold.pk} is about agent {hold.agent_id}"
    for appeal in Appeal.objects.filter(other | ~Q(rating__order=F("order"))).iterator():
        yield f"appeal {appeal.pk} is by agent {appeal.agent_id}"


@invariant("nobody rules on the own doubt or on the own points")
def another_officer_rules() -> Iterator[str]:
    own = Q(officer=F("hold__opened_by")) | Q(officer__user=F("hold__agent__user"))
    for ruling in HoldRuling.objects.filter(own).iterator():
        yield f"ruling on a hold {ruling.pk} by officer {ruling.officer_id}"
    for verdict in AppealRuling.objects.filter(officer__user=F("appeal__agent__user")).iterator():
        yield f"ruling on an appeal {verdict.pk} by officer {verdict.officer_id}"
