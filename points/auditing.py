"""Files, subsidies and what became of a settlement, as deeds of the audit (S24): in the same transaction, last of all.

The facts themselves are rows of their own, append-only; here is only who, when, from where, and in a few words what.
"""

from datetime import datetime
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from agents.audit import Deed, Who, record_audit
from agents.models import County, Officer
from points.models import Export, SettlementEvent, Subsidy, SubsidyBudget

#: The steps of a settlement that are no action of their own; the others write themselves down.
DEED_OF = {
    SettlementEvent.Kind.EXPORTED: Deed.EXPORTED,
    SettlementEvent.Kind.PAID: Deed.QUARTER_PAID,
}


@receiver(post_save, sender=SettlementEvent)
def when_settlement_moved(instance: SettlementEvent, created: bool, **_: Any) -> None:
    deed = DEED_OF.get(SettlementEvent.Kind(instance.kind))
    if created and deed:
        _record(
            deed,
            instance.officer,
            instance.at,
            about=str(instance.settlement),
            reason=instance.words,
            after={"state": instance.state, **instance.facts},
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
