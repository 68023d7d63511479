"""Search and filters of the orders list: they live in the address, so that a list can be sent and found again."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.http import QueryDict

from agents.models import County, Officer
from agents.text import clean
from dispatch.orders.figures import WHICH, only
from dispatch.orders.models import Order

NUMBER_LENGTH_MAX = 16
NONE = "none"
CLASSES = {"1", "2", NONE}
#: Further filters that links bring along: name in the address → column.
KEYS = {"grid": "grid__code", "item": "item__code", "agent": "agent_id", "bureau": "bureau_id"}
KEY_LENGTH_MAX = 20
TOWNSHIP = re.compile(r"[0-9]{12}")
DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Filters:
    """Empty means: not asked for. What makes no sense is dropped, never an error."""

    number: str = ""
    state: str = ""
    township: str = ""
    difficulty: str = ""
    grid: str = ""
    item: str = ""
    agent: str = ""
    bureau: str = ""
    # One of the management view's figures: the list holds exactly the orders it counts.
    which: str = ""
    # Days of placing, county time, both included.
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        state, township, difficulty = (
            query.get("state", ""),
            query.get("township", ""),
            query.get("class", ""),
        )
        return cls(
            number=clean(query.get("q", ""))[:NUMBER_LENGTH_MAX].upper(),
            state=state if state in Order.States.values else "",
            township=township if township == NONE or TOWNSHIP.fullmatch(township) else "",
            difficulty=difficulty if difficulty in CLASSES else "",
            **{name: clean(query.get(name, ""))[:KEY_LENGTH_MAX] for name in KEYS},
            which=which if (which := query.get("which", "")) in WHICH else "",
            first=day_of(query.get("from", "")),
            last=day_of(query.get("to", "")),
        )

    def apply(self, officer: Officer) -> Any:
        """Of the orders that the officer answers for."""
        orders = Order.objects.visible_to(officer)
        if self.number:
            orders = orders.filter(number__startswith=_number(self.number, officer.county))
        if self.state:
            orders = orders.filter(state=self.state)
        if self.township:
            orders = orders.filter(_named("village__township", self.township))
        if self.difficulty:
            orders = orders.filter(
                difficulty_class=None if self.difficulty == "none" else int(self.difficulty)
            )
        for name, column in KEYS.items():
            if key := getattr(self, name):
                orders = orders.filter(_named(column, key))
        return only(placed_between(orders, self.first, self.last, officer.county.zone), self.which)

    def address(self, **changed: Any) -> str:
        """The query string of this list with something changed: ``?state=open``."""
        new = replace(self, **changed)
        pairs = {
            "q": new.number,
            "state": new.state,
            "township": new.township,
            "class": new.difficulty,
            **{name: getattr(new, name) for name in KEYS},
            "which": new.which,
            "from": new.first,
            "to": new.last,
        }
        return "?" + urlencode({name: value for name, value in pairs.items() if value})

    @property
    def is_empty(self) -> bool:
        return self == Filters()


def day_of(typed: str) -> date | None:
    """``2026-10-01``; None where it makes no sense."""
    try:
        return date.fromisoformat(typed) if DAY.fullmatch(typed) else None
    except ValueError:
        return None


def placed_between(orders: Any, first: date | None, last: date | None, zone: ZoneInfo) -> Any:
    """Placed from the first day to the end of the last, county time."""
    if first:
        orders = orders.filter(placed_at__gte=datetime.combine(first, time.min, zone))
    if last:
        orders = orders.filter(placed_at__lt=datetime.combine(last, time.min, zone) + timedelta(days=1))
    return orders


def _named(column: str, key: str) -> Q:
    """``none``: orders that have no grid, item, agent or bureau yet. A key that cannot be one finds nothing."""
    if key == NONE:
        return Q(**{f"{column}__isnull": True})
    is_number = key.isascii() and key.isdigit() and len(key) < 19
    return Q(**{column: key}) if column.endswith("__code") or is_number else Q(pk__in=[])


def _number(typed: str, county: County) -> str:
    """``8f3k2q`` and ``LS 8F3K-2Q`` find ``LS-8F3K-2Q``."""
    bare = "".join(char for char in typed if char.isalnum())
    prefix = county.number_prefix
    # Letters of a number may begin like the prefix; the longer reading is the likelier one.
    if bare.startswith(prefix) and (len(bare) > 6 or typed.startswith(f"{prefix}-")):
        bare = bare.removeprefix(prefix)
    return "-".join(part for part in (prefix, bare[:4], bare[4:]) if part)
