"""A county changes what services earn: a new version of its points rule from a day in the future on (LS-11 … LS-14)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import models, transaction

from agents.announcing import (
    AHEAD_DAYS_MAX,
    AlreadyPlanned,
    NothingChanged,
    OutOfBounds,
    StartsInThePast,
    StartsTooLate,
)
from agents.audit import Deed, record_audit
from agents.errors import FieldMissing, InvalidInput, NotPermitted, Refusal
from agents.models import Officer
from agents.rights import Right
from agents.text import require
from points.models import PointsRule
from points.posting.ledger import open_ledger

REASON_LENGTH_MAX = 500
#: What a version says, and the highest value that is no slip of the finger.
FIGURES = {
    "class_one": Decimal(100),
    "class_two": Decimal(100),
    "satisfied": Decimal(100),
    "yuan_per_point": Decimal(1000),
}
CENT = Decimal("0.01")


@transaction.atomic
def announce_points_rule(
    values: Mapping[str, Decimal | None], *, by: Officer, from_day: date | None, reason: str, at: datetime
) -> PointsRule:
    """The next version, in force from midnight of ``from_day``, county time; ``values`` by the names of ``FIGURES``.

    A service keeps the rule it was completed under, whatever comes later. Raises NotPermitted, InvalidInput (all
    faults at once: FieldMissing, OutOfBounds, StartsInThePast, StartsTooLate), AlreadyPlanned or NothingChanged.
    """
    if not by.may(Right.SET_RULES):
        raise NotPermitted
    zone = by.county.zone
    day, said = _checked(values, from_day, reason, today=at.astimezone(zone).date())
    effective_at = datetime.combine(day, time.min, zone)
    # Who posts reads the rules under the same lock.
    open_ledger(by.county_id)
    versions = PointsRule.objects.filter(county_id=by.county_id)
    if versions.standing().filter(effective_at=effective_at).exists():
        raise AlreadyPlanned
    before = versions.standing().filter(effective_at__lt=effective_at).order_by("-effective_at").first()
    changed = [name for name in FIGURES if before is None or getattr(before, name) != values[name]]
    if not changed:
        raise NothingChanged
    newest: int = versions.aggregate(newest=models.Max("version", default=0))["newest"]
    figures = {name: values[name] for name in FIGURES}
    rule = PointsRule.objects.create(
        county_id=by.county_id,
        version=newest + 1,
        effective_at=effective_at,
        announced_by=by,
        announced_at=at,
        reason=said,
        **figures,
    )
    record_audit(
        Deed.POINTS_RULE_ANNOUNCED,
        by=by,
        at=at,
        about=rule,
        reason=said,
        before={name: getattr(before, name) for name in changed} if before else None,
        after={"effective_at": effective_at, **{name: values[name] for name in changed}},
    )
    return rule


def _checked(
    values: Mapping[str, Decimal | None], from_day: date | None, reason: str, *, today: date
) -> tuple[date, str]:
    """The day and the reason, when everything is in order. Raises InvalidInput."""
    problems: dict[str, list[Refusal]] = {}
    for name, highest in FIGURES.items():
        fault = _fault(name, values.get(name), highest)
        if fault:
            problems[name] = [fault]
    if from_day is None:
        problems["from_day"] = [FieldMissing(field="from_day")]
    elif from_day <= today:
        problems["from_day"] = [StartsInThePast()]
    elif from_day > today + timedelta(days=AHEAD_DAYS_MAX):
        problems["from_day"] = [StartsTooLate()]
    said = ""
    try:
        said = require(reason, max_length=REASON_LENGTH_MAX, field="reason")
    except Refusal as refusal:
        problems["reason"] = [refusal]
    if problems or from_day is None:
        raise InvalidInput(problems)
    return from_day, said


def _fault(name: str, value: Decimal | None, highest: Decimal) -> Refusal | None:
    if value is None:
        return FieldMissing(field=name)
    if not value.is_finite() or not 0 <= value <= highest or value != value.quantize(CENT):
        return OutOfBounds(field=name, min="0", max=f"{highest}")
    return None
