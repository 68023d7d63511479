from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.errors import NotPermitted
from agents.models import Grid, Officer
from dispatch.orders.changes import amend, read_visible_order, record
from dispatch.orders.models import Order, OrderEvent
from dispatch.orders.signals import order_located
from dispatch.orders.states import State


@transaction.atomic
def locate_order(order_id: UUID, *, grid: Grid, by: Officer, at: datetime) -> Order:
    """An officer names the grid where nothing else could (DESIGN §2.14).

    Reach is left as it was: an order without a grid was open to all from the start, and a promise once made
    is not taken back. Raises NotPermitted, WrongState (no longer open) or OrderNotFound.
    """
    if not by.may_dispatch or grid.county_id != by.county_id:
        raise NotPermitted
    order = read_visible_order(order_id, to=by)
    located = amend(
        order,
        Q(state=State.OPEN),
        grid=grid,
        village_id=grid.village_id,
        grid_basis=Order.GridBasis.OFFICER,
    )
    event = record(located, OrderEvent.Kind.LOCATED, at=at, by=by, grid=grid.code)
    order_located.send(Order, order=located, event=event, at=at)
    return located
