"""A file with names or accounts leaves the house only with a code of this half minute (S28)."""

from django.http import HttpRequest
from django.utils import timezone

from agents.models import Officer
from agents.second_step.codes import has_second_step, prove_second_step
from agents.second_step.errors import SecondStepNeeded
from agents.text import require
from frontend.limits.exports import require_few_exports


def require_fresh_code(request: HttpRequest, officer: Officer, *, reason_length_max: int) -> None:
    """The code that was typed beside the reason, where the officer has a second step.

    Without a reason no code is used up. Raises TooManyExports, FieldMissing and TextTooLong (the reason),
    SecondStepNeeded and the refusals of ``prove_second_step``.
    """
    require_few_exports(officer, at=timezone.now())
    require(request.POST.get("reason"), max_length=reason_length_max, field="reason")
    if not has_second_step(officer.user):
        return
    code = request.POST.get("code", "")
    if not code.strip():
        raise SecondStepNeeded
    prove_second_step(officer.user, code, at=timezone.now())
