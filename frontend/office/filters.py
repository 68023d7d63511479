"""Search and filters of the orders list: they live in the address, so that a list can be sent and found again."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from agents.models import County, Officer
from agents.text import clean
from dispatch.orders.models import Order

NUMBER_LENGTH_MAX = 16
CLASSES = {"1", "2", "none"}


@dataclass(frozen=True)
class Filters:
    """Empty means: not asked for. What makes no sense is dropped, never an error."""

    number: str = ""
    state: str = ""
    township: str = ""
    difficulty: str = ""

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
            township=township if township.isascii() and township.isdigit() and len(township) == 12 else "",
            difficulty=difficulty if difficulty in CLASSES else "",
        )

    def apply(self, officer: Officer) -> Any:
        """Of the orders that the officer answers for."""
        orders = Order.objects.visible_to(officer)
        if self.number:
            orders = orders.filter(number__startswith=_number(self.number, officer.county))
        if self.state:
            orders = orders.filter(state=self.state)
        if self.township:
            orders = orders.filter(village__township=self.township)
        if self.difficulty:
            orders = orders.filter(
                difficulty_class=None if self.difficulty == "none" else int(self.difficulty)
            )
        return orders

    def address(self, **changed: str) -> str:
        """The query string of this list with something changed: ``?state=open``."""
        new = replace(self, **changed)
        pairs = {"q": new.number, "state": new.state, "township": new.township, "class": new.difficulty}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})

    @property
    def is_empty(self) -> bool:
        return self == Filters()


def _number(typed: str, county: County) -> str:
    """``8f3k2q`` and ``LS 8F3K-2Q`` find ``LS-8F3K-2Q``."""
    bare = "".join(char for char in typed if char.isalnum())
    prefix = county.number_prefix
    # Letters of a number may begin like the prefix; the longer reading is the likelier one.
    if bare.startswith(prefix) and (len(bare) > 6 or typed.startswith(f"{prefix}-")):
        bare = bare.removeprefix(prefix)
    return "-".join(part for part in (prefix, bare[:4], bare[4:]) if part)
