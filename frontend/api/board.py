from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from ninja import Router

from agents import clock
from dispatch.orders.models import Order
from frontend.api.auth import agent_of
from frontend.api.described import problems
from frontend.api.orders.seen import as_cards
from frontend.api.paging import CURSOR, LIMIT, page_of
from frontend.api.schemas.base import Page
from frontend.api.schemas.orders import CardTold

router = Router(tags=["board"])


@router.get("/board", operation_id="list_board", response=Page[CardTold], openapi_extra=problems(403))
def list_board(request: HttpRequest, cursor: str | None = CURSOR, limit: int = LIMIT) -> Page[CardTold]:
    """What this agent may claim now: the own grid first, then who waited longest. No personal data."""
    agent, at = agent_of(request), clock.now()
    own_first = Case(
        When(grid_id=agent.grid_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    orders = Order.objects.on_board_of(agent, at=at).annotate(elsewhere=own_first)
    keys = ("elsewhere", "placed_at", "id")
    rows, following = page_of(orders, keys, name="board", cursor=cursor, limit=limit)
    return Page[CardTold](rows=as_cards(rows, agent, at=at), next=following)
