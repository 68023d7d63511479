"""公示: the list that is put up for everyone to read, names masked."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from agents.masks import mask_name
from points.periods import Quarter
from points.reports import wording
from points.reports.row import RewardRow
from points.reports.tables.table import Head, Kind, Line, Table

HEADS = (
    Head("序号", 8, Kind.COUNT),
    Head("乡镇", 16, Kind.TEXT),
    Head("村", 16, Kind.TEXT),
    Head("代办员", 12, Kind.TEXT),
    Head("办结件数", 10, Kind.COUNT),
    Head("满意件数", 10, Kind.COUNT),
    Head("积分", 10, Kind.POINTS),
    Head("金额(元)", 14, Kind.YUAN),
)


def public_notice(rows: Iterable[RewardRow], quarter: Quarter, *, county_name: str, at: datetime) -> Table:
    """``at``: when it was made, county time."""
    foot = (wording.OBJECTIONS, f"{wording.issuer_name(county_name)} {wording.day(at.date())}")
    return Table("公示", HEADS, _lines(rows), title=wording.notice_title(county_name, quarter), foot=foot)


def _lines(rows: Iterable[RewardRow]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        done = row.services.class_one + row.services.class_two
        name = mask_name(row.name)
        yield number, row.township, row.village, name, done, row.services.satisfied, row.points, row.yuan
