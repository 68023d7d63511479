"""The board's cards in their order: own grid first, then all grids by distance (LS-05)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q, Subquery

from agents.finding.distance import distance_m
from agents.models import Agent, Grid
from dispatch.orders.models import Order
from points.models import PointsRule

#: Orders looked at for one board, and cards shown of those that are not of the own grid.
ORDERS_MAX = 300
NEAREST_MAX = 60


@dataclass(frozen=True, slots=True)
class BoardCard:
    """Which card stands here and what it means to this agent; what it says is in its mould (``moulds.py``).

    ``distance_m`` in metres, None where no grid is known. ``rule_id``: the points rule in force.
    """

    order_id: UUID
    version: int
    placed_at: datetime
    broaden_at: datetime
    rule_id: int | None
    is_own_grid: bool
    distance_m: float | None

    @property
    def farness(self) -> tuple[bool, float, datetime]:
        """Nearest first, who waited longer among equals, and last those whose place nobody knows yet."""
        return self.distance_m is None, self.distance_m or 0.0, self.placed_at


@dataclass(frozen=True)
class Board:
    own: list[BoardCard]
    others: list[BoardCard]
    # How many claimable orders lie further away than those shown.
    further: int


def board_of(agent: Agent, *, at: datetime) -> Board:
    """What the agent may claim now. One statement, and no more of each order than its place on the board needs."""
    found = _claimable(agent, at)
    # First what is the own grid's alone and runs out soonest, then what anybody may take, longest waiting first.
    own = sorted(
        (card for card in found if card.is_own_grid), key=lambda card: (card.broaden_at <= at, card.placed_at)
    )
    others = sorted((card for card in found if not card.is_own_grid), key=lambda card: card.farness)
    return Board(own, others[:NEAREST_MAX], further=max(0, len(others) - NEAREST_MAX))


def _claimable(agent: Agent, at: datetime) -> list[BoardCard]:
    own_grid = ExpressionWrapper(Q(grid_id=agent.grid_id), output_field=BooleanField())
    rule = PointsRule.objects.filter(county_id=agent.county_id, effective_at__lte=at).order_by(
        "-effective_at"
    )
    orders = Order.objects.claimable_by(agent, at=at).annotate(
        of_own_grid=own_grid, rule_id=Subquery(rule.values("pk")[:1])
    )
    facts = (
        "pk", "version", "placed_at", "broaden_at", "rule_id", "of_own_grid", "grid__lat", "grid__lng",
    )  # fmt: skip
    rows = orders.order_by("-of_own_grid", "placed_at").values_list(*facts)[:ORDERS_MAX]
    here = _point(agent.grid.lat, agent.grid.lng)
    # A place that nobody knows is of no grid: SQL's answer to "the own one?" is null then.
    return [
        BoardCard(
            order_id, version, placed_at, broaden_at, rule_id, bool(is_own), _apart_m(here, _point(lat, lng))
        )
        for order_id, version, placed_at, broaden_at, rule_id, is_own, lat, lng in rows
    ]


def distance_to(agent: Agent, grid: Grid | None) -> float | None:
    """Metres from the agent's grid point to the order's; None where either point is unknown."""
    return None if grid is None else grids_apart_m(agent.grid, grid)


def grids_apart_m(one: Grid, other: Grid) -> float | None:
    """Metres between the points of two grids; None where either is unknown."""
    return _apart_m(_point(one.lat, one.lng), _point(other.lat, other.lng))


def _apart_m(here: tuple[float, float] | None, there: tuple[float, float] | None) -> float | None:
    return distance_m(*here, *there) if here and there else None


def _point(lat: float | None, lng: float | None) -> tuple[float, float] | None:
    return None if lat is None or lng is None else (lat, lng)
