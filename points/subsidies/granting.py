from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from agents.audit import Deed, record_audit
from agents.errors import NotPermitted
from agents.models import Agent, Officer
from agents.text import require
from points.models import Subsidy
from points.models.subsidy import SubsidyKind
from points.periods import MONTH, month_of
from points.subsidies.budget import WORDS_LENGTH_MAX, lock_budget, require_treasurer
from points.subsidies.errors import BeyondBudget, MonthNotBegun, NotAnAmountOfYuan, TakenBackBefore
from points.yuan import FEN

YUAN_MAX = Decimal(10_000)


@transaction.atomic
def grant_subsidy(
    agent: Agent, kind: SubsidyKind, *, month: str, yuan: Decimal, reason: str, by: Officer, at: datetime
) -> Subsidy:
    """For a month that has begun, county time, out of that year's budget.

    Raises NotPermitted, MonthNotBegun, NotAnAmountOfYuan, FieldMissing, TextTooLong or BeyondBudget.
    """
    require_treasurer(by)
    if agent.county_id != by.county_id:
        raise NotPermitted
    now = month_of(at, by.county.zone)
    if not MONTH.fullmatch(month) or month > now:
        raise MonthNotBegun(month=now)
    if not yuan.is_finite() or not 0 < yuan <= YUAN_MAX or yuan != yuan.quantize(FEN):
        raise NotAnAmountOfYuan(max=YUAN_MAX)
    words = require(reason, max_length=WORDS_LENGTH_MAX, field="reason")
    year = int(month[:4])
    left = lock_budget(by.county_id, year, kind).left
    if yuan > left:
        raise BeyondBudget(year=year, left=left, asked=yuan)
    granted = Subsidy.objects.create(
        county_id=by.county_id,
        agent=agent,
        kind=kind,
        month=month,
        yuan=yuan,
        reason=words,
        granted_by=by,
        granted_at=at,
    )
    _audit(granted, by=by, at=at)
    return granted


def take_back_subsidy(subsidy: Subsidy, *, reason: str, by: Officer, at: datetime) -> Subsidy:
    """The only way to undo one: a line below zero, in the same month. Raises NotPermitted and TakenBackBefore."""
    require_treasurer(by)
    if subsidy.county_id != by.county_id or subsidy.takes_back_id is not None:
        raise NotPermitted
    words = require(reason, max_length=WORDS_LENGTH_MAX, field="reason")
    try:
        with transaction.atomic():
            taken_back = Subsidy.objects.create(
                county_id=subsidy.county_id,
                agent_id=subsidy.agent_id,
                kind=subsidy.kind,
                month=subsidy.month,
                yuan=-subsidy.yuan,
                reason=words,
                takes_back=subsidy,
                granted_by=by,
                granted_at=at,
            )
            _audit(taken_back, by=by, at=at)
            return taken_back
    except IntegrityError as error:
        raise TakenBackBefore from error


def _audit(subsidy: Subsidy, *, by: Officer, at: datetime) -> None:
    facts = {"kind": subsidy.kind, "month": subsidy.month, "yuan": subsidy.yuan}
    about, reason = subsidy.agent.name, subsidy.reason
    record_audit(Deed.SUBSIDY_POSTED, by=by, at=at, about=about, reason=reason, after=facts)
