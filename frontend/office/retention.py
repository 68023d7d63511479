"""保存期限: how long each kind of personal data is kept, and what the clock erased the last time (S26)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.models import Officer, RetentionTurn
from agents.policies import policy_in_force
from agents.retention.kinds import outdated_kinds
from agents.rights import Right
from frontend.roles import officers_with


@dataclass(frozen=True)
class Kept:
    """``erased``: rows of the last turn; None while its turn has not come."""

    called: Any
    days: int
    erased: int | None


@require_safe
@officers_with(Right.SEE_RULES)
def retention(request: HttpRequest, officer: Officer) -> HttpResponse:
    at = timezone.now()
    policy = policy_in_force(officer.county, at=at)
    turn = RetentionTurn.objects.filter(county=officer.county_id).first()
    erased = turn.erased if turn else {}
    context = {
        "officer": officer,
        "tab": "rules",
        "at": at,
        "policy": policy,
        "turn": turn,
        "kept": [
            Kept(each.called, getattr(policy, each.days), erased.get(each.kind))
            for each in outdated_kinds().values()
        ],
        "may_set": officer.may(Right.SET_RULES),
    }
    return render(request, "office/retention.html", context)
