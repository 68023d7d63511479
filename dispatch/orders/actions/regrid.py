from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agents.errors import NotAChoice
from agents.models import Agent, Grid
from dispatch.orders.actions.release import reopen
from dispatch.orders.changes import amend, read_order, record
from dispatch.orders.errors import DispatchError, GridDoubtedBefore, NotOfYourGrid, WrongState
from dispatch.orders.models import Assignment, Order, OrderEvent
from dispatch.orders.signals import order_regridded
from dispatch.orders.states import Action, State, is_allowed


def report_wrong_grid(order_id: UUID, *, agent: Agent, at: datetime, grid: Grid | None = None) -> Order:
    """不是本网格: an agent of the order's grid finds that it belongs elsewhere (X16), open or already carried.

    With ``grid`` it goes to that grid, and the ten minutes go on where they were: the new grid has what is left of
    them, and a promise made to the applicant is not taken back. Without, all grids may claim it at once and an
    officer is asked to name the grid. Who carried it is not blamed: the assignment ends as ``not_my_grid``, nothing
    is declined, and the agent may claim it again. Once for each agent and order, so that it is no way to give back;
    the same word sent again, while the order is not of the agent's grid any more, is the same report.
    Raises NotOfYourGrid, GridDoubtedBefore, NotAChoice, WrongState or OrderNotFound.
    """
    try:
        return _report(order_id, agent=agent, at=at, grid=grid)
    except (NotOfYourGrid, WrongState, GridDoubtedBefore):
        # Looked at anew: the first of two taps may have been heard between the two looks of the second.
        order = read_order(order_id, county_id=agent.county_id)
        if not _said_so_already(order, agent, grid):
            raise
        return order


def _said_so_already(order: Order, agent: Agent, grid: Grid | None) -> bool:
    if order.grid_id == agent.grid_id:
        return False
    said = OrderEvent.objects.filter(order=order, kind=OrderEvent.Kind.REGRIDDED, agent=agent)
    return said.filter(facts__grid=grid.code if grid else "").exists()


@transaction.atomic
def _report(order_id: UUID, *, agent: Agent, at: datetime, grid: Grid | None) -> Order:
    order = read_order(order_id, county_id=agent.county_id)
    _require_theirs(order, agent)
    if grid and (grid.county_id != order.county_id or grid.pk == order.grid_id):
        raise NotAChoice(field="grid")
    opened = order
    if order.state != State.OPEN:
        opened = reopen(order, ending=Assignment.Ending.NOT_MY_GRID, by=agent, words="", at=at)
    reach = _reach(order, grid, at)
    moved = amend(
        opened,
        Q(state=State.OPEN, grid_id=order.grid_id),
        grid=grid,
        # Without a better word the village stays what the applicant said.
        **({"village_id": grid.village_id} if grid else {}),
        grid_basis=Order.GridBasis.AGENT if grid else Order.GridBasis.UNKNOWN,
        **reach.columns(),
    )
    event = record(
        moved,
        OrderEvent.Kind.REGRIDDED,
        at=at,
        by=agent,
        grid=grid.code if grid else "",
        was_grid=agent.grid.code,
        broaden_at=reach.broaden_at.isoformat(),
    )
    if reach.is_news:
        record(moved, OrderEvent.Kind.BROADENED, at=at, reason=reach.reason)
    order_regridded.send(Order, order=moved, event=event, at=at, agent=agent, was=order)
    return moved


def may_doubt_grid(order: Order, agent: Agent) -> bool:
    """Would ``report_wrong_grid`` be heard?"""
    try:
        _require_theirs(order, agent)
    except DispatchError:
        return False
    return True


def _require_theirs(order: Order, agent: Agent) -> None:
    """Only of the own grid, open or in the own hands, and not for the second time."""
    if order.grid_id != agent.grid_id or (order.state != State.OPEN and order.agent_id != agent.pk):
        raise NotOfYourGrid
    if order.state != State.OPEN and not is_allowed(Action.RELEASE, order.state):
        raise WrongState(state=Order.States(order.state).label, state_code=order.state)
    if OrderEvent.objects.filter(order=order, kind=OrderEvent.Kind.REGRIDDED, agent=agent).exists():
        raise GridDoubtedBefore


@dataclass(frozen=True)
class _Reach:
    """``is_news``: it was its grid's alone until now, and no longer is."""

    broaden_at: datetime
    desk_at: datetime
    reason: str
    broadened_at: datetime | None
    is_news: bool

    def columns(self) -> dict[str, Any]:
        return {
            "broaden_at": self.broaden_at,
            "broadened_at": self.broadened_at,
            "broaden_reason": self.reason,
            "desk_at": self.desk_at,
        }


def _reach(order: Order, grid: Grid | None, at: datetime) -> _Reach:
    """What is left of the ten minutes for a named grid where somebody is reachable; else all grids at once."""
    is_news = order.broadened_at is None
    if grid is None:
        return _Reach(
            min(order.broaden_at, at), at, Order.BroadenReason.GRID_UNKNOWN, order.broadened_at or at, is_news
        )
    desk_at = max(order.broaden_at, at) + order.policy.desk_after
    if order.is_broadened(at):
        return _Reach(order.broaden_at, desk_at, order.broaden_reason, order.broadened_at or at, is_news)
    if not Agent.objects.reachable().filter(grid=grid).exists():
        nobody = Order.BroadenReason.NOBODY_REACHABLE
        return _Reach(at, at + order.policy.desk_after, nobody, at, True)
    return _Reach(order.broaden_at, desk_at, order.broaden_reason, None, False)
