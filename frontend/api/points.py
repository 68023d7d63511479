from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from frontend.api.auth import agent_of
from frontend.api.described import problems
from frontend.api.paging import CURSOR, LIMIT, page_of
from frontend.api.schemas.points import EntryTold, PointsTold
from points.models import PointsEntry
from points.periods import month_of, quarter_of
from points.totals import month_total, quarter_total

router = Router(tags=["points"])


@router.get("/points", operation_id="get_points", response=PointsTold, openapi_extra=problems(403))
def get_points(request: HttpRequest, cursor: str | None = CURSOR, limit: int = LIMIT) -> PointsTold:
    """Agents: what the own services earned."""
    agent, at = agent_of(request), timezone.now()
    zone = agent.county.zone
    month, quarter = month_of(at, zone), quarter_of(at, zone)
    entries = PointsEntry.objects.filter(agent=agent).select_related("order")
    rows, following = page_of(entries, ("-id",), name="points", cursor=cursor, limit=limit)
    return PointsTold(
        month=month,
        month_total=month_total(agent, month),
        quarter=quarter,
        quarter_total=quarter_total(agent, quarter),
        rows=[EntryTold.of(entry) for entry in rows],
        next=following,
    )
