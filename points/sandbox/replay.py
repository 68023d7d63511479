"""The ledger of one service as it would read under other rules. Pure Python.

Entry by entry: what was posted and reversed, when and for which quarter stays as it was; only the numbers change. The
class under which an entry was posted is read from the entry itself, by the rule that it was posted under.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from points.sandbox.rules import TrialRules

NOTHING = Decimal(0)


class Posted(NamedTuple):
    """An entry as it stands in the ledger, what it is worth in yuan, and what its own rule gives for either class.

    ``is_paid``: the quarter pays it; what is on hold, or falls into another quarter, is only followed.
    """

    id: int
    kind: str
    reverses_id: int | None
    agent_id: int
    points: Decimal
    yuan: Decimal
    class_one: Decimal
    class_two: Decimal
    is_paid: bool


class Replayed(NamedTuple):
    entry: Posted
    points: Decimal


def replay(entries: Sequence[Posted], stands: int | None, rules: TrialRules) -> Iterator[Replayed]:
    """``entries`` in the order of posting; ``stands``: the class of the order today.

    It is asked for only where both classes earned the same, so that an entry does not tell them apart.
    """
    tried: dict[int, Decimal] = {}
    # The base in force, class changes included: entry → its real points.
    base: dict[int, Decimal] = {}
    for entry in entries:
        if entry.kind == "reversal" and entry.reverses_id is not None:
            points = -tried[entry.reverses_id]
            base.pop(entry.reverses_id, None)
        elif entry.kind == "satisfied":
            points = rules.satisfied
        else:
            real = entry.points + sum(base.values(), NOTHING)
            points = rules.base(_class_of(entry, real, stands)) - sum((tried[key] for key in base), NOTHING)
            base[entry.id] = entry.points
        tried[entry.id] = points
        yield Replayed(entry, points)


def _class_of(entry: Posted, base: Decimal, stands: int | None) -> int | None:
    if entry.class_one == entry.class_two:
        return stands
    return 2 if base == entry.class_two else 1
