"""冻结: whose points are on hold, how many, and by which rules. They are in no payout (DESIGN §2.13)."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.utils import translation

from agents.models import County
from points.models import Hold
from points.reports.row import RewardRow
from points.reports.tables.table import Head, Kind, Line, Table

HEADS = (
    Head("发放表序号", 8, Kind.COUNT),
    Head("乡镇", 14, Kind.TEXT),
    Head("村", 14, Kind.TEXT),
    Head("代办员", 10, Kind.TEXT),
    Head("冻结积分", 10, Kind.POINTS),
    Head("冻结金额", 12, Kind.YUAN),
    Head("原因", 40, Kind.TEXT),
)


def on_hold(rows: Iterable[RewardRow], reasons: dict[int, str]) -> Table:
    return Table("冻结", HEADS, _lines(rows, reasons))


def hold_reasons(county: County, *, at: datetime) -> dict[int, str]:
    """By the agent's id: ``R8 办结过快 2 件``, of the holds on which nobody had ruled at the instant."""
    open_then = Q(ruling=None) | Q(ruling__ruled_at__gt=at)
    holds = Hold.objects.filter(open_then, county=county, opened_at__lte=at).order_by("agent_id", "rule")
    found: dict[int, list[str]] = {}
    # An official form: its words are Chinese whoever asks for it.
    with translation.override("zh-hans"):
        for agent_id, rule, count in holds.values_list("agent_id", "rule").annotate(count=Count("pk")):
            code = "" if rule == Hold.Rule.OFFICER else f"{rule} "
            found.setdefault(agent_id, []).append(f"{code}{Hold.Rule(rule).label} {count} 件")
    return {agent_id: ";".join(words) for agent_id, words in found.items()}


def _lines(rows: Iterable[RewardRow], reasons: dict[int, str]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        if row.held_yuan or row.held_points:
            who = (row.township, row.village, row.name)
            yield number, *who, row.held_points, row.held_yuan, reasons.get(row.agent_id, "")
