"""The form once more, from the exported files alone. Pure Python, and nothing of our own is used to reckon."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

FEN = Decimal("0.01")


@dataclass(frozen=True)
class Recomputed:
    """Yuan: what the form says, what the details come to, and the form's lines that disagree with their details."""

    form: Decimal
    details: Decimal
    lines: int
    disagreeing: list[str]


def recompute(form: Path, details: Path, carried: Path) -> Recomputed:
    """``amount = points × yuan per point`` to the fen for each line of the details, added up by the form's number.

    A form's line pays that sum and what was carried in, and nothing below zero.
    """
    sums: dict[str, Decimal] = defaultdict(Decimal)
    lines = 0
    for row in _rows(details):
        amount = (Decimal(row["积分"]) * Decimal(row["每分金额"])).quantize(FEN, ROUND_HALF_UP)
        if amount != Decimal(row["金额"]):
            raise AssertionError(row)
        sums[row["发放表序号"]] += amount
        lines += 1
    carried_in = {row["发放表序号"]: Decimal(row["上期结转"]) for row in _rows(carried)}
    paid = {row["序号"]: Decimal(row["金额"]) for row in _rows(form) if row["序号"] != "合计"}
    total = next(Decimal(row["金额"]) for row in _rows(form) if row["序号"] == "合计")
    right = {number: max(sums[number] + carried_in.get(number, Decimal(0)), Decimal(0)) for number in paid}
    wrong = [number for number in paid if paid[number] != right[number]]
    if total != sum(paid.values()) or set(sums) - set(paid):
        wrong.append("合计")
    return Recomputed(total, sum(sums.values(), Decimal(0)), lines, wrong)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))
