"""明细: one line for each entry, from which the whole form can be computed again; 调整: those of earlier quarters."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from points.reports.entries import EntryLine
from points.reports.tables.table import Head, Kind, Line, Table
from points.reports.wording import EARLIER_SERVICE, KINDS, UNCLASSIFIED

HEADS = (
    Head("序号", 8, Kind.COUNT),
    Head("记入时间", 20, Kind.MOMENT),
    Head("工单号", 14, Kind.TEXT),
    Head("事项", 32, Kind.TEXT),
    Head("乡镇", 14, Kind.TEXT),
    Head("村", 14, Kind.TEXT),
    Head("代办员", 10, Kind.TEXT),
    Head("发放表序号", 8, Kind.COUNT),
    Head("类型", 10, Kind.TEXT),
    Head("积分", 8, Kind.POINTS),
    Head("每分金额", 9, Kind.YUAN),
    Head("金额", 11, Kind.YUAN),
    Head("备注", 11, Kind.TEXT),
)


def details(
    entries: Iterable[EntryLine], *, numbers: dict[int, int], texts: Iterable[list[str]] | None = None
) -> Table:
    """``numbers``: the agents' lines on the form; ``texts``: the same lines as ``points.reports.copied`` makes them."""
    return Table("明细", HEADS, _lines(entries, numbers), texts=texts)


def adjustments(
    entries: Iterable[EntryLine], *, numbers: dict[int, int], texts: Iterable[list[str]] | None = None
) -> Table:
    """What this quarter puts right of services of earlier quarters; each of these lines is in the 明细, too."""
    return Table("调整", HEADS, _lines(entries, numbers), texts=texts)


def yuan_sum(texts: Iterable[str]) -> Decimal:
    """What lines of the 明细 as CSV come to, read from the lines themselves. Amounts are few, lines are many."""
    amounts = Counter(line.rsplit(",", 2)[1] for line in texts)
    return sum((Decimal(amount) * count for amount, count in amounts.items()), Decimal(0))


def _lines(entries: Iterable[EntryLine], numbers: dict[int, int]) -> Iterator[Line]:
    for line, entry in enumerate(entries, 1):
        yield (
            line,
            entry.posted_at,
            entry.order_number,
            entry.item or UNCLASSIFIED,
            entry.township,
            entry.village,
            entry.agent,
            numbers[entry.agent_id],
            KINDS.get(entry.kind, entry.kind),
            entry.points,
            entry.yuan_per_point,
            entry.yuan,
            EARLIER_SERVICE if entry.is_of_earlier_service else "",
        )
