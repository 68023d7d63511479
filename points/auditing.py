"""What officers do with money is a deed of the audit (S24): written in the same transaction, last of all.

The facts themselves are rows of their own, append-only; here is only who, when, from where, and in a few words what.
What the rules against fraud do by themselves is nobody's deed.
"""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from agents.audit import Deed, Who, record_audit
from agents.models import County, Officer
from points.models import (
    Appeal,
    AppealRuling,
    BudgetLine,
    Export,
    Hold,
    HoldRuling,
    SettlementEvent,
    Subsidy,
    SubsidyBudget,
)
from points.signals import appeal_ruled, hold_ruled, holds_opened

Kind = SettlementEvent.Kind
DEED_OF = {
    Kind.FROZEN: Deed.QUARTER_FROZEN,
    Kind.FIRST_RELEASE: Deed.QUARTER_RELEASED,
    Kind.SECOND_RELEASE: Deed.QUARTER_RELEASED,
    Kind.EXPORTED: Deed.EXPORTED,
    Kind.BANK_RESULT: Deed.BANK_RESULT_IMPORTED,
    Kind.PAID: Deed.QUARTER_PAID,
}


@receiver(post_save, sender=SettlementEvent)
def when_settlement_moved(instance: SettlementEvent, created: bool, **_: Any) -> None:
    if created:
        facts = {"state": instance.state, "step": instance.kind, **instance.facts}
        _record(
            DEED_OF[Kind(instance.kind)],
            instance.officer,
            instance.at,
            about=instance.settlement.quarter,
            reason=instance.words,
            after=facts,
        )


@receiver(post_save, sender=Export)
def when_exported(instance: Export, created: bool, **_: Any) -> None:
    if created:
        facts = {"rows": instance.rows, "sha256": instance.sha256}
        _record(
            Deed.EXPORTED,
            instance.officer,
            instance.exported_at,
            county=instance.county,
            about=f"{instance.get_what_display()} {instance.quarter}",
            reason=instance.reason,
            after=facts,
        )


@receiver(post_save, sender=BudgetLine)
def when_budget_entered(instance: BudgetLine, created: bool, **_: Any) -> None:
    if created:
        _record(
            Deed.BUDGET_ENTERED,
            instance.entered_by,
            instance.entered_at,
            about=str(instance.year),
            reason=instance.basis,
            after={"yuan": instance.yuan},
        )


@receiver(post_save, sender=SubsidyBudget)
def when_subsidy_budget_entered(instance: SubsidyBudget, created: bool, **_: Any) -> None:
    if created:
        _record(
            Deed.BUDGET_ENTERED,
            instance.entered_by,
            instance.entered_at,
            about=f"{instance.get_kind_display()} {instance.year}",
            reason=instance.basis,
            after={"yuan": instance.yuan},
        )


@receiver(post_save, sender=Subsidy)
def when_subsidy_posted(instance: Subsidy, created: bool, **_: Any) -> None:
    if created:
        facts = {"kind": instance.kind, "month": instance.month, "yuan": instance.yuan}
        _record(
            Deed.SUBSIDY_POSTED,
            instance.granted_by,
            instance.granted_at,
            about=instance.agent.name,
            reason=instance.reason,
            after=facts,
        )


@receiver(holds_opened)
def when_holds_opened(holds: list[Hold], at: datetime, **_: Any) -> None:
    for hold in holds:
        if hold.opened_by:
            facts = {"covers": hold.covers}
            _record(
                Deed.HOLD_PLACED,
                hold.opened_by,
                at,
                about=hold.order.number,
                reason=hold.words,
                after=facts,
            )


@receiver(hold_ruled)
def when_hold_ruled(hold: Hold, ruling: HoldRuling, at: datetime, **_: Any) -> None:
    _ruled(Deed.HOLD_RULED, hold.order.number, ruling, at)


@receiver(appeal_ruled)
def when_appeal_ruled(appeal: Appeal, ruling: AppealRuling, at: datetime, **_: Any) -> None:
    _ruled(Deed.APPEAL_RULED, appeal.order.number, ruling, at)


def _ruled(deed: Deed, number: str, ruling: HoldRuling | AppealRuling, at: datetime) -> None:
    _record(deed, ruling.officer, at, about=number, reason=ruling.words, after={"verdict": ruling.verdict})


def _record(
    deed: Deed,
    by: Officer | None,
    at: datetime,
    *,
    about: str,
    county: County | str = "",
    reason: str = "",
    after: dict[str, Any] | None = None,
) -> None:
    """Nobody's name: at the command line, by whoever may use the machine."""
    record_audit(deed, by=by or Who.SYSTEM, county=county, at=at, about=about, reason=reason, after=after)
