"""The steps of a settlement: each calls its action and comes back to the quarter, with a sentence either way."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from agents.errors import FieldMissing, NotPermitted, Refusal
from agents.models import Officer
from agents.rights import Right
from frontend.agent.order import Trouble
from frontend.office.settlement import settlement_page
from frontend.roles import officers_with
from points.periods import Quarter
from points.settlement.bank.table import BYTES_MAX
from points.settlement.bank.take_in import take_in_bank_result
from points.settlement.budget import NotABudgetAmount, enter_budget
from points.settlement.freeze import freeze_quarter
from points.settlement.release import release_settlement

TYPED = ("yuan", "basis")
YUAN_LENGTH_MAX = 20


@require_POST
@officers_with(Right.SETTLE)
def freeze(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    def do(at: datetime) -> None:
        freeze_quarter(officer.county, quarter, by=officer, at=at)

    said = _("Frozen. Two other officers release it now.")
    return _answer(request, officer, quarter, "freeze", do, said)


@require_POST
@officers_with(Right.SETTLE)
def release(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    def do(at: datetime) -> None:
        release_settlement(str(quarter), by=officer, at=at)

    return _answer(request, officer, quarter, "release", do, _("Your release is written down."))


@require_POST
@officers_with(Right.SETTLE)
def bank_result(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    def do(at: datetime) -> None:
        file = request.FILES.get("file")
        if file is None:
            raise FieldMissing(field="file")
        content = file.read(BYTES_MAX + 1)
        take_in_bank_result(str(quarter), name=file.name or "", content=content, by=officer, at=at)

    return _answer(request, officer, quarter, "bank", do, _("The bank's answer is imported."))


@require_POST
@officers_with(Right.SETTLE)
def budget(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    """A line of the budget of the quarter's year."""

    def do(at: datetime) -> None:
        yuan, basis = _yuan(request.POST.get("yuan", "")), request.POST.get("basis", "")
        enter_budget(officer.county, year=quarter.year, yuan=yuan, basis=basis, by=officer, at=at)

    return _answer(request, officer, quarter, "budget", do, _("The budget line is entered."))


def _yuan(typed: str) -> Decimal:
    """Raises FieldMissing or NotABudgetAmount."""
    text = typed.strip().replace(",", "").replace("，", "")
    if not text:
        raise FieldMissing(field="yuan")
    try:
        return Decimal(text[:YUAN_LENGTH_MAX])
    except InvalidOperation:
        raise NotABudgetAmount from None


def _answer(
    request: HttpRequest,
    officer: Officer,
    quarter: Quarter,
    verb: str,
    do: Callable[[datetime], Any],
    said: str,
) -> HttpResponse:
    try:
        do(timezone.now())
    except NotPermitted:
        raise
    except Refusal as refusal:
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        return settlement_page(request, officer, quarter, trouble=Trouble(verb, refusal, typed))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("office:settlement", args=[quarter]))
