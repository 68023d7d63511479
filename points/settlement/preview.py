"""What a quarter would come to if it were frozen now."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from points.yuan import NOTHING


class Figured(Protocol):
    """A line of a settlement, frozen or reckoned."""

    @property
    def points(self) -> Decimal: ...
    @property
    def earned(self) -> Decimal: ...
    @property
    def carried_in(self) -> Decimal: ...
    @property
    def yuan(self) -> Decimal: ...
    @property
    def carried_out(self) -> Decimal: ...
    @property
    def held_yuan(self) -> Decimal: ...


@dataclass(frozen=True)
class Totals:
    """Sums of lines under the names that a Settlement gives them."""

    agents_count: int = 0
    points: Decimal = NOTHING
    earned: Decimal = NOTHING
    carried_in: Decimal = NOTHING
    yuan: Decimal = NOTHING
    carried_out: Decimal = NOTHING
    held_yuan: Decimal = NOTHING

    @classmethod
    def of(cls, lines: Iterable[Figured]) -> "Totals":
        known = list(lines)
        sums = {
            name: sum((getattr(line, name) for line in known), NOTHING)
            for name in ("points", "earned", "carried_in", "yuan", "carried_out", "held_yuan")
        }
        return cls(len(known), **sums)
