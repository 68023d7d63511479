"""A county changes what a service earns: a new version of its points rule from a day in the future on."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from agents.announcing import AlreadyPlanned, NothingChanged, OutOfBounds, fault_of_day
from agents.audit import Deed, record_audit
from agents.errors import FieldMissing, InvalidInput, NotPermitted, Refusal
from agents.models import Officer
from agents.rights import Right
from agents.sign_in.limits import one_at_a_time
from agents.text import optional
from points.models import PointsRule

REASON_LENGTH_MAX = 200
#: Points of the classes and of a satisfied rating, yuan of a point: from, to.
BOUNDS: dict[str, tuple[Decimal, Decimal]] = {
    "class_one": (Decimal(0), Decimal(100)),
    "class_two": (Decimal(0), Decimal(100)),
    "satisfied": (Decimal(0), Decimal(100)),
    "yuan_per_point": (Decimal(0), Decimal(1000)),
}
CENT = Decimal("0.01")


@transaction.atomic
def announce_points_rule(
    values: dict[str, Decimal | None],
    *,
    by: Officer,
    from_day: date | None,
    at: datetime,
    reason: str = "",
) -> PointsRule:
    """The next version, from midnight of ``from_day`` county time; what is posted before keeps its own (LS-11 … LS-14).

    ``values`` holds all four numbers, with at most two decimals. Raises NotPermitted, InvalidInput (all faults at
    once), AlreadyPlanned or NothingChanged.
    """
    if not by.may(Right.SET_RULES):
        raise NotPermitted
    zone = by.county.zone
    why = optional(reason, max_length=REASON_LENGTH_MAX, field="reason")
    day = _checked_day(values, from_day, today=at.astimezone(zone).date())
    effective_at = datetime.combine(day, time.min, zone)
    one_at_a_time(f"points-rule:{by.county_id}")
    rules = PointsRule.objects.filter(county_id=by.county_id)
    if rules.filter(effective_at=effective_at).exists():
        raise AlreadyPlanned
    before = rules.filter(effective_at__lt=effective_at).latest("effective_at")
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not changed:
        raise NothingChanged
    rule = PointsRule.objects.create(
        county_id=by.county_id,
        version=rules.aggregate(newest=Max("version"))["newest"] + 1,
        effective_at=effective_at,
        announced_by=by,
        announced_at=at,
        reason=why,
        **values,
    )
    old: dict[str, Any] = {name: getattr(before, name) for name in changed}
    record_audit(
        Deed.POINTS_RULE_ANNOUNCED,
        by=by,
        at=at,
        about=rule,
        reason=why,
        before=old,
        after={"effective_at": effective_at, **changed},
    )
    return rule


def _checked_day(values: dict[str, Decimal | None], from_day: date | None, *, today: date) -> date:
    """Raises InvalidInput."""
    problems: dict[str, list[Refusal]] = {}
    if late := fault_of_day(from_day, today):
        problems["from_day"] = [late]
    for name, (low, high) in BOUNDS.items():
        value = values.get(name)
        if value is None:
            problems[name] = [FieldMissing(field=name)]
        elif not low <= value <= high or value != value.quantize(CENT):
            problems[name] = [OutOfBounds(field=name, min=low, max=high)]
    if problems or from_day is None:
        raise InvalidInput(problems)
    return from_day
