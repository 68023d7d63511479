"""A list as a sheet and a CSV both need it. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum

#: Moments are county time without their zone, as a spreadsheet keeps them.
Value = int | str | Decimal | datetime
Line = tuple[Value, ...]


class Kind(Enum):
    TEXT = "text"
    COUNT = "count"
    POINTS = "points"
    YUAN = "yuan"
    MOMENT = "moment"


@dataclass(frozen=True)
class Head:
    """``width`` in characters."""

    head: str
    width: float
    kind: Kind


@dataclass(frozen=True)
class Table:
    """``title`` stands over the heads and ``foot`` under the lines, where a list is put up on a wall."""

    name: str
    heads: tuple[Head, ...]
    lines: Iterable[Line]
    title: str = ""
    foot: tuple[str, ...] = ()
    # The same lines as finished text of the CSV, in portions, where the database can make it quicker.
    texts: Iterable[list[str]] | None = None
