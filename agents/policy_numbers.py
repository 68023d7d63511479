"""The numbers of a county's policy: what each is called, in which unit people say it, and between which bounds.

A field that a room adds to the policy appears on the page by itself, under its own name until it is named here.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Policy

NOT_NUMBERS = frozenset({"id", "county", "version", "effective_at"})
MINUTE, HOUR, DAY = 60, 3600, 86400

#: Section → name → what people call it, and why it is there. Texts of the page, in the order in which they stand.
SECTIONS: tuple[tuple[Any, dict[str, tuple[Any, Any]]], ...] = (
    (
        _("Claiming"),
        {
            "broaden_seconds": (
                _("Own grid first, for"),
                _("after that every agent of the county may claim"),
            ),
            "service_opens": (
                _("Service hours from"),
                _("empty: round the clock; the minutes run inside them only"),
            ),
            "service_closes": (_("Service hours until"), ""),
            "desk_seconds": (_("To the duty desk after"), _("counted from the opening to all grids")),
            "desk_answer_seconds": (_("The desk must assign within"), _("then its superior is told")),
            "unfinished_orders_max": (
                _("Unfinished orders of one agent"),
                _("who holds as many cannot claim"),
            ),
        },
    ),
    (
        _("Service"),
        {
            "first_contact_seconds": (_("First contact within"), _("then the order is open to all again")),
            "suspended_working_days_max": (_("Suspended at the longest"), ""),
            "due_working_days": (_("Done within"), _("where the item itself names no time")),
            "rating_revise_days": (_("A rating can be changed for"), ""),
            "rating_close_days": (_("A rating is possible for"), ""),
            "answer_working_days": (_("An agent may answer a bad rating within"), ""),
            "unmasked_days": (_("Name and phone can be seen after the end for"), ""),
            "photos_max": (_("Photos on one order"), ""),
            "follow_up_percent": (_("Services drawn for a follow-up call"), ""),
            "follow_up_calls_max": (_("Calls before a follow-up is given up"), ""),
        },
    ),
    (
        _("Text messages"),
        {
            "quiet_from": (_("Quiet from"), _("no text messages and no sound; the board stays open")),
            "quiet_until": (_("Quiet until"), ""),
            "broadening_sms": (_("When an order opens to all grids, a text message"), ""),
            "broadening_sms_nearest": (_("How many are the nearest"), ""),
            "sms_per_minute_max": (_("To one number in a minute"), _("codes to sign in not counted")),
            "sms_per_15_minutes_max": (_("To one number in a quarter of an hour"), ""),
            "sms_per_hour_max": (_("To one number in an hour"), ""),
            "sms_monthly_max": (_("Budget of a month"), _("empty: none; beyond it the managers are warned")),
        },
    ),
    (
        _("When points are put on hold"),
        {
            "pair_services_max": (_("Services of one agent for one applicant in a quarter"), ""),
            "rater_device_hours": (_("Rating from the agent's own device within"), ""),
            "rater_address_agents_max": (
                _("An address counts as one household's up to so many agents"),
                _("above that it is a network's"),
            ),
            "new_numbers_max": (_("New numbers of one village in a day"), ""),
            "new_numbers_hours": (_("A number counts as new for"), ""),
            "ring_services_min": (_("Few applicants are looked at from so many services on"), ""),
            "ring_applicants_max": (_("So many applicants are few"), ""),
            "ring_share_percent": (_("Their share of the agent's services"), ""),
            "split_hours": (_("The same matter again within"), ""),
            "instant_seconds": (_("Completed sooner after the claim than"), ""),
            "pressured_seconds": (_("Rated sooner after the completion than"), ""),
            "machine_milliseconds": (_("Claimed sooner after being shown than"), _("no hand is as quick")),
        },
    ),
    (
        _("How long personal data is kept"),
        {
            "keep_orders_days": (
                _("Name, phone, address and words of an order after its end"),
                _("what was done, by whom and for how many points stays"),
            ),
            "keep_photos_days": (_("Photos after the order's end"), ""),
            "keep_reveals_days": (_("Who looked at an applicant"), _("at least half a year")),
            "keep_audit_days": (_("Audit rows"), _("at least half a year")),
            "keep_messages_days": (_("Numbers that messages went to, and answers by text message"), ""),
            "keep_sign_ins_days": (_("Sign-in codes, failed passwords, ended sessions"), ""),
            "keep_devices_days": (_("Tokens of phones and browsers that receive no more"), ""),
        },
    ),
)
OTHER = _("Other")
CALLED = {name: words for _heading, fields in SECTIONS for name, words in fields.items()}
HEADING_OF = {name: heading for heading, fields in SECTIONS for name in fields}
BOUNDS: dict[str, tuple[int, int]] = {
    "broaden_seconds": (1 * MINUTE, 1 * DAY),
    "desk_seconds": (10 * MINUTE, 3 * DAY),
    "desk_answer_seconds": (10 * MINUTE, 3 * DAY),
    "first_contact_seconds": (30 * MINUTE, 5 * DAY),
    "unfinished_orders_max": (1, 50),
    "due_working_days": (1, 90),
    "suspended_working_days_max": (1, 250),
    "rating_revise_days": (0, 90),
    "rating_close_days": (1, 90),
    "answer_working_days": (1, 60),
    "unmasked_days": (0, 365),
    "photos_max": (0, 50),
    "follow_up_percent": (0, 100),
    "follow_up_calls_max": (1, 10),
    "broadening_sms_nearest": (1, 1000),
    # The browser's mark is kept for a week (``frontend/middleware/serving.py``).
    "rater_device_hours": (1, 7 * 24),
    "ring_share_percent": (1, 100),
    "instant_seconds": (0, 1 * DAY),
    "pressured_seconds": (0, 1 * DAY),
    "machine_milliseconds": (0, 5000),
    # A quarter is long settled by then, and every hold ruled on.
    "keep_orders_days": (366, 3650),
    "keep_photos_days": (183, 3650),
    # The law's six months: earlier the database refuses (``agents/audit/keeping.py``).
    "keep_reveals_days": (183, 3650),
    "keep_audit_days": (183, 3650),
    "keep_messages_days": (30, 3650),
    # Codes and failures of a day are what the locks are counted from.
    "keep_sign_ins_days": (2, 365),
    "keep_devices_days": (1, 365),
}


@dataclass(frozen=True)
class Number:
    """One field. ``per`` is how many of the column's units make one of the unit that people see (60: minutes)."""

    name: str
    heading: Any
    label: Any
    why: Any
    unit: Any
    min: Any
    max: Any
    per: int = 1
    is_time: bool = False
    is_decimal: bool = False
    is_flag: bool = False
    choices: tuple[tuple[str, Any], ...] = ()
    may_be_empty: bool = False

    def shown(self, value: Any) -> str:
        """As it stands in a field of the page: ``600`` seconds are ``10`` minutes."""
        if value is None:
            return ""
        if self.is_time:
            return f"{value:%H:%M}"
        if self.choices or self.is_decimal or self.is_flag:
            return str(value)
        return str(Decimal(value) / self.per)

    def said(self, value: Any) -> str:
        """As people read it: a choice by its words."""
        return str(dict(self.choices).get(value, "")) if self.choices else self.shown(value)


def _number(field: Any) -> Number:
    name, kind = field.name, field.get_internal_type()
    label, why = CALLED.get(name, (name.replace("_", " "), ""))
    is_decimal = kind == "DecimalField"
    low, high = BOUNDS.get(
        name, (0, 10 ** (field.max_digits - field.decimal_places) - 1 if is_decimal else 32_000)
    )
    per, unit = _unit(name)
    if name not in BOUNDS and per > 1:
        high = 30 * DAY
    return Number(
        name=name,
        heading=HEADING_OF.get(name, OTHER),
        label=label,
        why=why,
        unit=unit,
        min=low,
        max=high,
        per=per,
        is_time=kind == "TimeField",
        is_decimal=is_decimal,
        is_flag=kind == "BooleanField",
        choices=tuple(field.choices or ()),
        may_be_empty=bool(field.null),
    )


def _unit(name: str) -> tuple[int, Any]:
    if name.endswith("_seconds"):
        return MINUTE, _("minutes")
    if "working_days" in name:
        return 1, _("working days")
    if name.endswith("_days"):
        return 1, _("days")
    if name.endswith("_milliseconds"):
        return 1, _("thousandths of a second")
    if name.endswith("_minutes"):
        return 1, _("minutes")
    if name.endswith("_hours"):
        return 1, _("hours")
    if name.endswith("_percent"):
        return 1, "%"
    return 1, _("yuan") if name.endswith("_yuan") else ""


def _all() -> tuple[Number, ...]:
    simple = (
        models.PositiveIntegerField,
        models.PositiveSmallIntegerField,
        models.IntegerField,
        models.DecimalField,
        models.TimeField,
        models.BooleanField,
    )
    fields = [
        each
        for each in Policy._meta.fields
        if each.name not in NOT_NUMBERS and (isinstance(each, simple) or each.choices)
    ]
    order = list(CALLED)
    known = sorted((each for each in fields if each.name in CALLED), key=lambda each: order.index(each.name))
    return tuple(map(_number, [*known, *(each for each in fields if each.name not in CALLED)]))


NUMBERS = _all()
