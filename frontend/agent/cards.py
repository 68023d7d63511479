"""The board's cards in their order: own grid first, then all grids by distance (LS-05)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q

from agents.finding.distance import distance_m
from agents.models import Agent, Grid
from dispatch.orders.cards import PublicCard, public_card
from dispatch.orders.models import Order

#: Orders looked at for one board, and cards shown of those that are not of the own grid.
ORDERS_MAX = 300
NEAREST_MAX = 60


@dataclass(frozen=True)
class BoardCard:
    """A public card and what it means to this agent. ``distance_m`` in metres; None where no grid is known."""

    card: PublicCard
    is_own_grid: bool
    distance_m: float | None


@dataclass(frozen=True)
class Board:
    own: list[BoardCard]
    others: list[BoardCard]
    # How many claimable orders lie further away than those shown.
    further: int


def board_of(agent: Agent, *, at: datetime) -> Board:
    """What the agent may claim now. One statement."""
    own_grid = ExpressionWrapper(Q(grid_id=agent.grid_id), output_field=BooleanField())
    orders = Order.objects.on_board_of(agent, at=at).alias(of_own_grid=own_grid)
    found = list(orders.order_by("-of_own_grid", "placed_at")[:ORDERS_MAX])
    # First what is the own grid's alone and runs out soonest, then what anybody may take, longest waiting first.
    own = sorted(
        (order for order in found if order.grid_id == agent.grid_id),
        key=lambda order: (order.is_broadened(at), order.placed_at),
    )
    others = [order for order in found if order.grid_id != agent.grid_id]
    others.sort(key=lambda order: _farness(agent, order))
    return Board(
        own=[BoardCard(public_card(order), True, distance_to(agent, order.grid)) for order in own],
        others=[
            BoardCard(public_card(order), False, distance_to(agent, order.grid))
            for order in others[:NEAREST_MAX]
        ],
        further=max(0, len(others) - NEAREST_MAX),
    )


def distance_to(agent: Agent, grid: Grid | None) -> float | None:
    """Metres from the agent's grid point to the order's; None where either point is unknown."""
    return None if grid is None else grids_apart_m(agent.grid, grid)


def grids_apart_m(one: Grid, other: Grid) -> float | None:
    """Metres between the points of two grids; None where either is unknown."""
    here, there = _point(one), _point(other)
    return distance_m(*here, *there) if here and there else None


def _point(grid: Grid) -> tuple[float, float] | None:
    return None if grid.lat is None or grid.lng is None else (grid.lat, grid.lng)


def _farness(agent: Agent, order: Order) -> tuple[bool, float, datetime]:
    """Nearest first, who waited longer among equals, and last those whose place nobody knows yet."""
    metres = distance_to(agent, order.grid)
    return metres is None, metres or 0.0, order.placed_at
