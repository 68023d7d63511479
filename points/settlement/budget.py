"""Money from a budget line (LS-16): no settlement without one."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from agents.audit import Deed, record_audit
from agents.errors import Kind, Refusal
from agents.models import County, Officer
from agents.text import require
from points.models import BudgetLine, Settlement
from points.posting.ledger import open_ledger
from points.settlement.hands import require_settler

BASIS_LENGTH_MAX = 200
YUAN_MAX = Decimal("1000000000")
FEN = Decimal("0.01")
NOTHING = Decimal(0)


class NotABudgetAmount(Refusal):
    code = "not_a_budget_amount"
    sentence = _("An amount in yuan to the fen, not zero, below one billion.")
    field = "yuan"


class BudgetAlreadySpent(Refusal):
    kind = Kind.CONFLICT
    code = "budget_already_spent"
    sentence = _("Settled quarters of %(year)s need %(spent)s yuan; less cannot be left.")
    field = "yuan"


def budget_of(county: County, year: int) -> Decimal | None:
    """Yuan set aside for the year; None when nobody has entered a line."""
    sums = BudgetLine.objects.filter(county=county, year=year).aggregate(yuan=Sum("yuan"))
    return sums["yuan"] if sums["yuan"] is None else Decimal(sums["yuan"])


def spent_of(county: County, year: int) -> Decimal:
    """Yuan of the year's settled quarters, paid already or not."""
    settled = Settlement.objects.filter(county=county, quarter__startswith=f"{year}Q")
    return Decimal(settled.aggregate(yuan=Sum("yuan", default=NOTHING))["yuan"])


@transaction.atomic
def enter_budget(
    county: County, *, year: int, yuan: Decimal, basis: str, by: Officer, at: datetime
) -> BudgetLine:
    """Another line of the year's budget; a negative one takes back.

    Raises NotPermitted, NotABudgetAmount, FieldMissing and TextTooLong (basis), BudgetAlreadySpent.
    """
    require_settler(by, county)
    said = require(basis, max_length=BASIS_LENGTH_MAX, field="basis")
    if not yuan.is_finite() or yuan == 0 or abs(yuan) >= YUAN_MAX or yuan != yuan.quantize(FEN):
        raise NotABudgetAmount
    # A freezing in the next room reads the budget under the same lock.
    open_ledger(county.pk)
    spent = spent_of(county, year)
    if (budget_of(county, year) or NOTHING) + yuan < spent:
        raise BudgetAlreadySpent(year=year, spent=spent)
    line = BudgetLine.objects.create(
        county=county, year=year, yuan=yuan, basis=said, entered_by=by, entered_at=at
    )
    after = {"year": year, "yuan": yuan}
    record_audit(Deed.BUDGET_ENTERED, by=by, at=at, about=line, reason=said, after=after)
    return line
