from django.db.models import Count, Q
from django.http import HttpRequest
from ninja import Router

from agents import clock
from agents.models import Agent
from agents.rights import Right
from dispatch.orders.models import Order
from dispatch.orders.states import UNFINISHED, State
from frontend.api.auth import officer_with
from frontend.api.described import problems
from frontend.api.orders.seen import as_officer, with_told_facts
from frontend.api.paging import CURSOR, LIMIT, page_of
from frontend.api.schemas.base import Code, Page
from frontend.api.schemas.orders import OrderTold
from frontend.api.schemas.people import GridTold, RosterTold

router = Router(tags=["dispatching"])


@router.get("/desk", operation_id="list_desk", response=Page[OrderTold], openapi_extra=problems(403))
def list_desk(request: HttpRequest, cursor: str | None = CURSOR, limit: int = LIMIT) -> Page[OrderTold]:
    """Officers: the duty desk. Orders that nobody claimed in time, whether or not the clock announced them."""
    officer = officer_with(Right.SEE_ORDERS, request)
    # Rules follow from the stored deadline: an order is the desk's from ``desk_at`` on (DESIGN §2.4).
    late = Q(state=State.OPEN) & (Q(desk_level__gte=1) | Q(desk_at__lte=clock.now()))
    orders = with_told_facts(Order.objects.visible_to(officer).filter(late))
    rows, following = page_of(orders, ("desk_at", "id"), name="desk", cursor=cursor, limit=limit)
    return Page[OrderTold](rows=[as_officer(order) for order in rows], next=following)


@router.get("/agents", operation_id="list_agents", response=Page[RosterTold], openapi_extra=problems(403))
def list_agents(
    request: HttpRequest,
    grid: Code | None = None,
    township: Code | None = None,
    cursor: str | None = CURSOR,
    limit: int = LIMIT,
) -> Page[RosterTold]:
    """Officers: the serving agents, to choose one from."""
    agents = (
        Agent.objects.visible_to(officer_with(Right.SEE_PEOPLE, request)).serving().select_related("grid")
    )
    if grid:
        agents = agents.filter(grid__code=grid)
    if township:
        agents = agents.filter(grid__village__township=township)
    carried = Count("orders", filter=Q(orders__state__in=sorted(UNFINISHED)))
    rows, following = page_of(
        agents.annotate(unfinished=carried), ("id",), name="agents", cursor=cursor, limit=limit
    )
    return Page[RosterTold](rows=[_on_roster(agent) for agent in rows], next=following)


def _on_roster(agent: Agent) -> RosterTold:
    return RosterTold(
        id=agent.pk,
        name=agent.name,
        post=agent.post,
        office_phone=agent.office_phone,
        grid=GridTold(code=agent.grid.code, name=agent.grid.name),
        is_on_duty=agent.is_on_duty,
        unfinished_orders=agent.unfinished,  # type: ignore[attr-defined]
        is_reachable=agent.unreachable_since is None,
    )
