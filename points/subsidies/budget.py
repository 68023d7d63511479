"""What the year's budget gives, what of it is granted, what is left. Sums of lines, never stored."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from agents.audit import Deed, record_audit
from agents.errors import NotPermitted
from agents.models import County, Officer
from agents.rights import Right
from agents.text import require
from points.models import Subsidy, SubsidyBudget
from points.models.subsidy import SubsidyKind
from points.subsidies.errors import BeyondBudget, NotAnAmountOfYuan
from points.yuan import FEN, NOTHING

WORDS_LENGTH_MAX = 200
BUDGET_MAX = Decimal(100_000_000)


@dataclass(frozen=True)
class Stand:
    """Yuan of one kind in one year."""

    kind: SubsidyKind
    budget: Decimal
    granted: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.granted


def stand_of(county_id: str, year: int) -> dict[str, Stand]:
    """By kind. Two statements."""
    budget = _by_kind(SubsidyBudget.objects.filter(county_id=county_id, year=year))
    granted = _by_kind(Subsidy.objects.filter(county_id=county_id, month__startswith=f"{year}-"))
    return {kind: Stand(kind, budget.get(kind, NOTHING), granted.get(kind, NOTHING)) for kind in SubsidyKind}


@transaction.atomic
def enter_budget(
    year: int, kind: SubsidyKind, *, yuan: Decimal, basis: str, by: Officer, at: datetime
) -> SubsidyBudget:
    """Adds to the year's budget or, below zero, takes from what is left of it.

    Raises NotPermitted, NotAnAmountOfYuan, FieldMissing, TextTooLong or BeyondBudget.
    """
    require_treasurer(by)
    if not yuan.is_finite() or not 0 < abs(yuan) <= BUDGET_MAX or yuan != yuan.quantize(FEN):
        raise NotAnAmountOfYuan(max=BUDGET_MAX)
    words = require(basis, max_length=WORDS_LENGTH_MAX, field="basis")
    left = lock_budget(by.county_id, year, kind).left
    if left + yuan < 0:
        raise BeyondBudget(year=year, left=left, asked=-yuan)
    entered = SubsidyBudget.objects.create(
        county_id=by.county_id, year=year, kind=kind, yuan=yuan, basis=words, entered_by=by, entered_at=at
    )
    about = f"{entered.get_kind_display()} {year}"
    record_audit(Deed.BUDGET_ENTERED, by=by, at=at, about=about, reason=words, after={"yuan": yuan})
    return entered


def lock_budget(county_id: str, year: int, kind: SubsidyKind) -> Stand:
    """What there is, until the transaction ends: two officers never grant the same yuan."""
    County.objects.select_for_update(no_key=True).get(pk=county_id)
    return stand_of(county_id, year)[kind]


def require_treasurer(officer: Officer) -> None:
    """Who answers for the money. Raises NotPermitted."""
    if not officer.may(Right.SETTLE):
        raise NotPermitted


def _by_kind(rows: object) -> dict[str, Decimal]:
    return dict(rows.order_by().values_list("kind").annotate(sum=Sum("yuan")))  # type: ignore[attr-defined]
