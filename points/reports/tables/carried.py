"""结转: who brought a negative balance along, who takes one on (DESIGN §2.10)."""

from collections.abc import Iterable, Iterator

from points.reports.row import RewardRow
from points.reports.tables.table import Head, Kind, Line, Table

HEADS = (
    Head("发放表序号", 8, Kind.COUNT),
    Head("乡镇", 14, Kind.TEXT),
    Head("村", 14, Kind.TEXT),
    Head("代办员", 10, Kind.TEXT),
    Head("上期结转", 12, Kind.YUAN),
    Head("本季记入", 12, Kind.YUAN),
    Head("本季发放", 12, Kind.YUAN),
    Head("结转下期", 12, Kind.YUAN),
)


def carried(rows: Iterable[RewardRow]) -> Table:
    return Table("结转", HEADS, _lines(rows))


def _lines(rows: Iterable[RewardRow]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        if row.carried_in or row.carried_on:
            money = (row.carried_in, row.earned, row.yuan, row.carried_on)
            yield number, row.township, row.village, row.name, *money
