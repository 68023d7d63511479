"""汇总: the same money by township, by bureau and by kind of agent; each of the three adds up to the ledger."""

from collections.abc import Iterator

from points.reports.groups import Group, GroupTotal
from points.reports.tables.table import Head, Kind, Line, Table
from points.reports.wording import POSTS, UNCLASSIFIED_BUREAU

HEADS = (
    Head("口径", 12, Kind.TEXT),
    Head("名称", 28, Kind.TEXT),
    Head("代办员人数", 12, Kind.COUNT),
    Head("工单件数", 12, Kind.COUNT),
    Head("积分", 12, Kind.POINTS),
    Head("记入金额", 14, Kind.YUAN),
)
LABELS = {Group.TOWNSHIP: "按乡镇", Group.BUREAU: "按办理部门", Group.POST: "按代办员类别"}


def summary(totals: dict[Group, list[GroupTotal]]) -> Table:
    return Table("汇总", HEADS, _lines(totals))


def _lines(totals: dict[Group, list[GroupTotal]]) -> Iterator[Line]:
    for group, members in totals.items():
        for each in members:
            name = POSTS.get(each.name, each.name) or UNCLASSIFIED_BUREAU
            yield LABELS[group], name, each.agents, each.orders, each.points, each.yuan
