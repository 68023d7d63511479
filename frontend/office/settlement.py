"""结算: one quarter from preview to paid, with the one step that comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agents.models import Agent, County, Officer
from frontend.agent.order import Trouble
from frontend.roles import account_only
from points.models import BankResultLine, BudgetLine, Settlement, SettlementLine
from points.payable import OpenQuarters
from points.periods import Quarter
from points.settlement.bank.take_in import unpaid_lines
from points.settlement.budget import budget_of, spent_of
from points.settlement.hands import may_settle
from points.settlement.preview import Totals
from points.settlement.reckoning import Reckoned, reckon

LINES_SHOWN_MAX = 1000
POSTS = dict(Agent.Post.choices)
Line = Reckoned | SettlementLine


@dataclass(frozen=True)
class Step:
    """A stage on the way; ``who`` and ``at`` once it is behind us."""

    title: str
    is_done: bool
    is_next: bool
    who: str = ""
    at: datetime | None = None


@require_safe
@account_only
def settlement(request: HttpRequest, officer: Officer, quarter: Quarter) -> HttpResponse:
    return settlement_page(request, officer, quarter)


def settlement_page(
    request: HttpRequest, officer: Officer, quarter: Quarter, *, trouble: Trouble | None = None
) -> HttpResponse:
    county, at = officer.county, timezone.now()
    found = _read(county, quarter)
    lines: list[Line] = list(found.lines.all()) if found else [*reckon(county, quarter)]
    said = _bank_says(found) if found else {}
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "rewards",
        "at": at,
        "quarter": quarter,
        "settlement": found,
        "figures": found or Totals.of(lines),
        "steps": steps_of(found),
        "lines": [
            (line, POSTS.get(line.post, line.post), _said(said, line)) for line in lines[:LINES_SHOWN_MAX]
        ],
        "lines_count": len(lines),
        "events": found.events.select_related("officer") if found else (),
        "unpaid": unpaid_lines(found) if found else 0,
        "may_settle": may_settle(officer),
        "is_frozen_by_me": bool(found and found.frozen_by_id == officer.pk),
        "is_released_by_me": bool(found and found.first_released_by_id == officer.pk),
        "ends_at": quarter.following().begins_at(county.zone),
        "earlier": _earlier(county, quarter),
        "trouble": trouble,
        **_budget(county, quarter),
    }
    return render(request, "office/settlement.html", context, status=trouble.status if trouble else 200)


def steps_of(found: Settlement | None) -> list[Step]:
    """Preview, frozen, two releases, with the bank, paid; the first that is not done is next."""
    done: list[tuple[str, str, datetime | None]] = [
        (_("Frozen"), found.frozen_by.name if found else "", found.frozen_at if found else None),
        (_("First release"), *_by(found, "first_released")),
        (_("Second release"), *_by(found, "second_released")),
        (_("With the bank"), "", found.exported_at if found else None),
        (_("Paid"), "", found.paid_at if found else None),
    ]
    following = next((place for place, (_title, _who, at) in enumerate(done) if at is None), None)
    return [
        Step(_("Preview"), is_done=True, is_next=False),
        *(
            Step(title, is_done=at is not None, is_next=place == following, who=who, at=at)
            for place, (title, who, at) in enumerate(done)
        ),
    ]


def _by(found: Settlement | None, verb: str) -> tuple[str, datetime | None]:
    officer = getattr(found, f"{verb}_by", None)
    return (officer.name if officer else "", getattr(found, f"{verb}_at", None))


def _read(county: County, quarter: Quarter) -> Settlement | None:
    settled = Settlement.objects.select_related("frozen_by", "first_released_by", "second_released_by")
    return settled.filter(county=county, quarter=str(quarter)).first()


def _earlier(county: County, quarter: Quarter) -> str:
    """The quarter that has to be frozen before this one; empty when none does."""
    following = OpenQuarters.of(county).next
    return following if following and following < str(quarter) else ""


def _budget(county: County, quarter: Quarter) -> dict[str, Any]:
    budget, spent = budget_of(county, quarter.year), spent_of(county, quarter.year)
    lines = BudgetLine.objects.filter(county=county, year=quarter.year).select_related("entered_by")
    return {
        "budget": budget,
        "budget_left": budget - spent if budget is not None else None,
        "budget_lines": lines,
    }


def _bank_says(found: Settlement) -> dict[int, BankResultLine]:
    """By line, the bank's last word."""
    answers = BankResultLine.objects.filter(line__settlement=found).order_by("id")
    return {answer.line_id: answer for answer in answers}


def _said(said: dict[int, BankResultLine], line: Line) -> BankResultLine | None:
    return said.get(line.pk) if isinstance(line, SettlementLine) else None
