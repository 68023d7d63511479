"""Every serving agent's stretch of time in figures, ranked within the agent's own kind (LS-17)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count

from agents.models import Agent, County
from dispatch.orders.models import Assignment
from dispatch.oversight.followups.figures import NO_ANSWERS, Answers, answers_between
from points.models import PointsEntry
from points.periods import Quarter
from points.reports.row import NONE_DONE, ServicesDone
from points.reports.services import services_between
from points.totals import POINTS
from points.yuan import NOTHING

#: The first so many of each kind are named for honours.
HONOURS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Appraised:
    """``rank`` within the kind: equal figures, equal rank; None without a service. ``given_back``: by the agent or
    by the clock."""

    agent_id: int
    name: str
    post: str
    township: str
    village: str
    services: ServicesDone
    # What applicants said in follow-up calls of this stretch of time (QJ-14).
    said: Answers
    points: Decimal
    given_back: int
    rank: int | None

    @property
    def done(self) -> int:
        return self.services.class_one + self.services.class_two

    @property
    def rated(self) -> int:
        return self.services.satisfied + self.services.unsatisfied + self.services.fair

    @property
    def is_honoured(self) -> bool:
        return self.rank is not None and self.rank <= HONOURS


def appraise(county: County, first: Quarter, last: Quarter) -> list[Appraised]:
    """From the first quarter to the end of the last: by kind, the best first. Five statements."""
    begins, ends = first.begins_at(county.zone), last.following().begins_at(county.zone)
    services = services_between(county, begins, ends)
    said = answers_between(county, begins, ends)
    points = dict(
        PointsEntry.objects.filter(county=county, quarter__gte=str(first), quarter__lte=str(last))
        .order_by()
        .values_list("agent_id")
        .annotate(sum=POINTS)
    )
    given_back = dict(
        Assignment.objects.filter(
            county=county,
            ended_at__gte=begins,
            ended_at__lt=ends,
            ending__in=[Assignment.Ending.RELEASED, Assignment.Ending.AUTO_RELEASED],
        )
        .order_by()
        .values_list("agent_id")
        .annotate(count=Count("pk"))
    )
    people = Agent.objects.serving().filter(county=county).order_by("pk")
    columns = ("pk", "name", "post", "grid__village__township__short_name", "grid__village__short_name")
    unranked = [
        Appraised(
            agent_id=agent_id,
            name=name,
            post=post,
            township=township,
            village=village,
            services=services.get(agent_id, NONE_DONE),
            said=said.get(agent_id, NO_ANSWERS),
            points=points.get(agent_id, NOTHING),
            given_back=given_back.get(agent_id, 0),
            rank=None,
        )
        for agent_id, name, post, township, village in people.values_list(*columns)
    ]
    return list(ranked(unranked))


def ranked(people: Iterable[Appraised]) -> Iterator[Appraised]:
    """Points decide, then satisfied ratings, then fewer unsatisfied ones. Pure."""
    ordered = sorted(
        people, key=lambda each: (Agent.Post.values.index(each.post), *_merit(each), each.agent_id)
    )
    before: Appraised | None = None
    place = 0
    for each in ordered:
        place = 1 if before is None or before.post != each.post else place + 1
        same = before is not None and before.post == each.post and _merit(before) == _merit(each)
        rank = None if not each.done else before.rank if same and before else place
        before = replace(each, rank=rank)
        yield before


def _merit(one: Appraised) -> tuple[Decimal, int, int]:
    """Smaller is better."""
    return -one.points, -one.services.satisfied, one.services.unsatisfied
