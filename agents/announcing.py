"""A county changes its numbers: a new version of its policy from a day in the future on (DESIGN §2)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from agents.audit import Deed, record_audit
from agents.errors import FieldMissing, InvalidInput, Kind, NotAChoice, NotPermitted, Refusal
from agents.models import Officer, Policy
from agents.policy_numbers import NOT_NUMBERS, NUMBERS, Number
from agents.rights import Right
from agents.sign_in.limits import one_at_a_time
from agents.text import optional

REASON_LENGTH_MAX = 200
AHEAD_DAYS_MAX = 366


class StartsInThePast(Refusal):
    code = "starts_in_the_past"
    sentence = _("A new version begins at the earliest tomorrow: what was promised today stays as it is.")
    field = "from_day"


class StartsTooLate(Refusal):
    code = "starts_too_late"
    sentence = _("At most a year ahead.")
    field = "from_day"


class AlreadyPlanned(Refusal):
    kind = Kind.CONFLICT
    code = "already_planned"
    sentence = _("A version for this day is planned already. Choose another day.")
    field = "from_day"


class NothingChanged(Refusal):
    code = "nothing_changed"
    sentence = _("These are the numbers that hold already.")


class OutOfBounds(Refusal):
    code = "out_of_bounds"
    sentence = _("From %(min)s to %(max)s.")


class HalfAPair(Refusal):
    code = "half_a_pair"
    sentence = _("Either both times or none, and the first before the second.")


@transaction.atomic
def announce_policy(
    values: Mapping[str, Any], *, by: Officer, from_day: date | None, at: datetime, reason: str = ""
) -> Policy:
    """The next version: ``values`` over the one that holds when it begins, from midnight of ``from_day`` county time.

    Nothing of what holds today changes, and orders keep the version they were born with. Raises NotPermitted,
    InvalidInput (all faults at once), AlreadyPlanned or NothingChanged.
    """
    if not by.may(Right.SET_RULES):
        raise NotPermitted
    zone = by.county.zone
    why = optional(reason, max_length=REASON_LENGTH_MAX, field="reason")
    day = _checked_day(values, from_day, today=at.astimezone(zone).date())
    effective_at = datetime.combine(day, time.min, zone)
    one_at_a_time(f"policy:{by.county_id}")
    versions = Policy.objects.filter(county_id=by.county_id)
    if versions.filter(effective_at=effective_at).exists():
        raise AlreadyPlanned
    before = versions.filter(effective_at__lt=effective_at).latest("effective_at")
    changed = {name: value for name, value in values.items() if getattr(before, name) != value}
    if not changed:
        raise NothingChanged
    newest: int = versions.aggregate(models.Max("version"))["version__max"]
    kept = {name: getattr(before, name) for name in _names()}
    policy = Policy.objects.create(
        county_id=by.county_id, version=newest + 1, effective_at=effective_at, **{**kept, **changed}
    )
    record_audit(
        Deed.POLICY_ANNOUNCED,
        by=by,
        at=at,
        about=policy,
        reason=why,
        before={name: getattr(before, name) for name in changed},
        after={"effective_at": effective_at, **changed},
    )
    return policy


def _names() -> list[str]:
    """All that a version says, also what has no place among the numbers (who is told in which order)."""
    return [field.name for field in Policy._meta.fields if field.name not in NOT_NUMBERS]


def _checked_day(values: Mapping[str, Any], from_day: date | None, *, today: date) -> date:
    """The day, when it and the values are in order. Raises InvalidInput."""
    problems: dict[str, list[Refusal]] = {}
    if late := fault_of_day(from_day, today):
        problems["from_day"] = [late]
    for number in NUMBERS:
        fault = _fault(number, values[number.name]) if number.name in values else None
        if fault:
            problems[number.name] = [fault]
    for first, second, may_pass_midnight in PAIRS:
        if first in values and not _is_pair(values[first], values.get(second), may_pass_midnight):
            problems.setdefault(first, []).append(HalfAPair(field=first))
    if problems or from_day is None:
        raise InvalidInput(problems)
    return from_day


PAIRS = (("service_opens", "service_closes", False), ("quiet_from", "quiet_until", True))


def fault_of_day(from_day: date | None, today: date) -> Refusal | None:
    """Why nothing new can begin on that day; None when it can."""
    if from_day is None:
        return FieldMissing(field="from_day")
    if from_day <= today:
        return StartsInThePast()
    return StartsTooLate() if from_day > today + timedelta(days=AHEAD_DAYS_MAX) else None


def _fault(number: Number, value: Any) -> Refusal | None:
    if value is None:
        return None if number.may_be_empty else FieldMissing(field=number.name)
    if number.choices:
        return None if value in dict(number.choices) else NotAChoice(field=number.name)
    if number.is_time or number.is_flag or number.min <= value <= number.max:
        return None
    return OutOfBounds(field=number.name, min=number.shown(number.min), max=number.shown(number.max))


def _is_pair(first: time | None, second: time | None, may_pass_midnight: bool) -> bool:
    if first is None or second is None:
        return first is second
    return first != second if may_pass_midnight else first < second
