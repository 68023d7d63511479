"""One line for each agent who is paid for a quarter: services, ratings, points, yuan. Set-based (LS-16)."""

from agents.models import County
from points.models import Settlement, SettlementLine
from points.periods import Quarter
from points.reports.row import RewardRow, ServicesDone
from points.settlement.reckoning import Reckoned, reckon

PORTION = 2000


def reward_rows(county: County, quarter: Quarter) -> list[RewardRow]:
    """Agents of the quarter by township, village (in the order of their codes) and name.

    A frozen quarter's lines are those of its settlement, word for word, whatever came in since; an open one's are
    what its settlement would be now. Services and ratings are counted as they were known when the quarter ended.
    """
    settlement = Settlement.objects.of(county, str(quarter))
    if settlement is None:
        return [_row(each, each.services) for each in reckon(county, quarter)]
    lines = SettlementLine.objects.filter(settlement=settlement).order_by("number")
    return [_frozen(line) for line in lines.iterator(chunk_size=PORTION)]


def _frozen(line: SettlementLine) -> RewardRow:
    services = ServicesDone(
        class_one=line.class_one,
        class_two=line.class_two,
        satisfied=line.satisfied,
        unsatisfied=line.unsatisfied,
        fair=line.fair,
        unrated=line.unrated,
    )
    return _row(line, services)


def _row(line: Reckoned | SettlementLine, services: ServicesDone) -> RewardRow:
    return RewardRow(
        agent_id=line.agent_id,
        township=line.township,
        village=line.village,
        name=line.name,
        post=line.post,
        services=services,
        points=line.points,
        earned=line.earned,
        carried_in=line.carried_in,
        yuan=line.yuan,
        carried_on=line.carried_out,
        held_points=line.held_points,
        held_yuan=line.held_yuan,
    )
