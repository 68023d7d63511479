"""收款账户: where agents are paid to; who is to be paid and has no account stands first (R13)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from agents.bank import mask_account, register_bank_account
from agents.errors import NotFound, Refusal
from agents.models import Agent, BankAccount, Officer
from agents.rights import Right
from agents.text import clean
from frontend.middleware.refusals import answer_refusal
from frontend.problems import problems_of, summary
from frontend.roles import account_only, officers_with
from points.models import PointsEntry
from points.periods import quarter_of

FOUND_MAX = 20
MISSING_MAX = 100
LABELS = {"bank": _("Bank"), "holder": _("Account holder"), "number": _("Account number")}


@require_safe
@account_only
def bank_accounts(request: HttpRequest, officer: Officer) -> HttpResponse:
    """Numbers are masked; in full they are in the bank's list alone, whose every export is recorded."""
    return render(request, "office/bank_accounts.html", _context(request, officer))


@require_POST
@officers_with(Right.SETTLE)
def bank_account_register(request: HttpRequest, officer: Officer, agent_id: int) -> HttpResponse:
    agent = Agent.objects.filter(county=officer.county, pk=agent_id).select_related("grid__village").first()
    if agent is None:
        raise NotFound
    said = {name: request.POST.get(name, "") for name in LABELS}
    try:
        register_bank_account(agent, **said, by=officer, at=timezone.now())
    except Refusal as refusal:
        problems = problems_of(refusal)
        context = _context(request, officer) | {"typed": said, "problems": problems, "chosen": agent}
        context["troubles"] = summary(problems, order=list(LABELS), labels=LABELS)
        return answer_refusal(request, refusal, "office/bank_accounts.html", context)
    return redirect("office:bank_accounts")


def _context(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    at = timezone.now()
    search = clean(request.GET.get("q", ""))[:50]
    people = Agent.objects.filter(county=officer.county).select_related("grid__village__township")
    found = people.serving().filter(name__icontains=search).order_by("pk")[:FOUND_MAX] if search else []
    known = BankAccount.objects.current().filter(county=officer.county)
    quarter = quarter_of(at, officer.county.zone)
    earning = PointsEntry.objects.filter(county=officer.county, quarter=quarter).values("agent_id")
    missing = people.filter(pk__in=earning).exclude(pk__in=known.values("agent_id"))
    by_agent = {each.agent_id: each for each in known.filter(agent__in=[agent.pk for agent in found])}
    return {
        "officer": officer,
        "tab": "rewards",
        "at": at,
        "quarter": quarter,
        "search": search,
        "found": [(agent, _shown(by_agent.get(agent.pk))) for agent in found],
        "missing": missing.order_by("grid__village__code", "pk")[:MISSING_MAX],
        "missing_count": missing.count(),
        "chosen": _chosen(request, people),
        "may_register": officer.may(Right.SETTLE),
    }


def _shown(account: BankAccount | None) -> str:
    return f"{account.bank} {mask_account(account.number)}" if account else ""


def _chosen(request: HttpRequest, people: Any) -> Agent | None:
    wanted = request.GET.get("agent", "")
    known = wanted.isascii() and wanted.isdigit() and len(wanted) < 19
    chosen: Agent | None = people.filter(pk=wanted).first() if known else None
    return chosen
