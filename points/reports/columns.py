"""The columns of the 发放表, said once for the sheet, its totals and the CSV. Pure Python."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from points.reports.row import RewardRow
from points.reports.tables.table import Head, Kind
from points.reports.wording import POSTS

Value = int | str | Decimal


@dataclass(frozen=True)
class Column(Head):
    """``summed`` columns have a figure in the 合计 line."""

    read: Callable[[int, RewardRow], Value]
    summed: bool = False


COLUMNS = (
    Column("序号", 5, Kind.COUNT, lambda number, row: number),
    Column("乡镇", 14, Kind.TEXT, lambda number, row: row.township),
    Column("村", 14, Kind.TEXT, lambda number, row: row.village),
    Column("代办员", 10, Kind.TEXT, lambda number, row: row.name),
    Column("类别", 8, Kind.TEXT, lambda number, row: POSTS.get(row.post, row.post)),
    Column("一类件数", 7, Kind.COUNT, lambda number, row: row.services.class_one, True),
    Column("二类件数", 7, Kind.COUNT, lambda number, row: row.services.class_two, True),
    Column("满意", 6, Kind.COUNT, lambda number, row: row.services.satisfied, True),
    Column("不满意", 7, Kind.COUNT, lambda number, row: row.services.unsatisfied, True),
    Column("未评(含一般)", 8, Kind.COUNT, lambda number, row: row.services.unrated + row.services.fair, True),
    Column("积分", 9, Kind.POINTS, lambda number, row: row.points, True),
    Column("金额", 12, Kind.YUAN, lambda number, row: row.yuan, True),
    Column("领取人签字", 12, Kind.TEXT, lambda number, row: ""),
    Column("备注", 18, Kind.TEXT, lambda number, row: remark(row)),
)


def cells(number: int, row: RewardRow) -> list[Value]:
    """One line of the form; ``number`` counts from 1."""
    return [column.read(number, row) for column in COLUMNS]


def sums(rows: Iterable[RewardRow]) -> dict[int, Value]:
    """By the column's index, what the 合计 line shows."""
    totals: dict[int, Value] = {index: Decimal(0) for index, column in enumerate(COLUMNS) if column.summed}
    for row in rows:
        for index in totals:
            totals[index] += COLUMNS[index].read(0, row)  # type: ignore[operator]
    return totals


def remark(row: RewardRow) -> str:
    """Why the amount is not what the points alone would give: a negative balance pays nothing and goes on."""
    parts = []
    if row.carried_in:
        parts.append(f"上期结转{row.carried_in:.2f}元")
    if row.carried_on:
        parts.append(f"余额{row.carried_on:.2f}元,结转下期")
    if row.held_yuan:
        parts.append(f"另有{row.held_yuan:.2f}元冻结")
    return ";".join(parts)
