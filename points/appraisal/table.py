"""考核: the figures as a list for the bureau that appraises, one line an agent."""

from collections.abc import Iterable, Iterator

from points.appraisal.figures import Appraised
from points.reports.tables.table import Head, Kind, Line, Table
from points.reports.wording import POSTS

HEADS = (
    Head("类别", 10, Kind.TEXT),
    Head("名次", 7, Kind.COUNT),
    Head("代办员", 12, Kind.TEXT),
    Head("乡镇", 14, Kind.TEXT),
    Head("村", 14, Kind.TEXT),
    Head("一类件数", 9, Kind.COUNT),
    Head("二类件数", 9, Kind.COUNT),
    Head("满意", 8, Kind.COUNT),
    Head("不满意", 8, Kind.COUNT),
    Head("回访件数", 9, Kind.COUNT),
    Head("回访满意", 9, Kind.COUNT),
    Head("退单", 8, Kind.COUNT),
    Head("积分", 10, Kind.POINTS),
    Head("表彰", 8, Kind.TEXT),
)
HONOURED = "建议表彰"


def appraisal_table(people: Iterable[Appraised]) -> Table:
    return Table("考核", HEADS, _lines(people))


def _lines(people: Iterable[Appraised]) -> Iterator[Line]:
    for one in people:
        done = one.services
        yield (
            POSTS.get(one.post, one.post),
            "" if one.rank is None else one.rank,
            one.name,
            one.township,
            one.village,
            done.class_one,
            done.class_two,
            done.satisfied,
            done.unsatisfied,
            one.said.heard,
            one.said.satisfied,
            one.given_back,
            one.points,
            HONOURED if one.is_honoured else "",
        )
