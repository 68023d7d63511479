"""The board's cards in their order: own grid first, then all grids by distance (LS-05)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agents.finding.distance import distance_m
from agents.finding.grid_points import points_of
from agents.models import Agent, Grid
from agents.prepared import Given, Prepared
from dispatch.orders.in_hand import count_in_hand, in_hand_of
from dispatch.orders.models import Order
from dispatch.orders.queries import claimable
from points.models import PointsRule

#: Orders looked at for one board, and cards shown of those that are not of the own grid.
ORDERS_MAX = 300
NEAREST_MAX = 60


class BoardCard(NamedTuple):
    """Which card stands here and what it means to this agent; what it says is in its mould (``moulds.py``).

    ``distance_m`` in metres, None where no grid is known. ``rule_id``: the points rule in force.
    """

    order_id: UUID
    version: int
    is_broadened: bool
    rule_id: int | None
    is_own_grid: bool
    distance_m: float | None


@dataclass(frozen=True)
class Board:
    own: list[BoardCard]
    others: list[BoardCard]
    #: How many claimable orders lie further away than those shown.
    further: int
    #: How many unfinished orders the agent carries.
    in_hand: int


def board_of(agent: Agent, *, at: datetime) -> Board:
    """What the agent may claim now. One statement, and no more of each order than its place on the board needs."""
    rows = _rows(agent, at)
    found = list(_cards(rows, agent))
    # Both come as they have waited. First what is the own grid's alone, then what anybody may take; the others nearest
    # first, and last those whose place nobody knows yet.
    own = sorted((card for card in found if card.is_own_grid), key=lambda card: card.is_broadened)
    others = [card for card in found if not card.is_own_grid]
    others.sort(key=lambda card: (card.distance_m is None, card.distance_m or 0.0))
    in_hand = rows[0][-1] if rows else count_in_hand(agent.pk)
    return Board(own, others[:NEAREST_MAX], further=max(0, len(others) - NEAREST_MAX), in_hand=in_hand)


def _rows(agent: Agent, at: datetime) -> list[tuple[Any, ...]]:
    return _board.rows(
        at=at,
        agents=[agent.pk],
        agent=agent.pk,
        county=agent.county_id,
        grid=agent.grid_id,
        user=agent.user_id,
        phone=agent.user.phone_index or "",
    )


def _cards(rows: list[tuple[Any, ...]], agent: Agent) -> Iterator[BoardCard]:
    points = points_of(agent.county)
    here = points.get(agent.grid_id)
    for order_id, version, is_broadened, rule_id, grid_id, _in_hand in rows:
        apart = _apart_m(here, points.get(grid_id))
        yield BoardCard(order_id, version, is_broadened, rule_id, grid_id == agent.grid_id, apart)


def _board_question() -> QuerySet[Any, Any]:
    """``_rows``, for whatever agent and moment are given (docs/adr/0009)."""
    at = Given("at", models.DateTimeField())
    county, grid = Given("county", models.CharField()), Given("grid", models.BigIntegerField())
    rule = claimable(
        agent_ids=Given("agents", ArrayField(models.BigIntegerField())),
        user_id=Given("user", models.UUIDField()),
        phone_index=Given("phone", models.CharField()),
        county_id=county,
        grid_id=grid,
        at=at,
    )
    orders = Order.objects.filter(rule).annotate(
        of_own_grid=_whether(grid_id=grid),
        is_open_to_all=_whether(broaden_at__lte=at),
        rule_id=Subquery(PointsRule.objects.begun(county, at=at).values("pk")[:1]),
        in_hand=Coalesce(Subquery(in_hand_of(Given("agent", models.BigIntegerField()))), 0),
    )
    facts = ("pk", "version", "is_open_to_all", "rule_id", "grid_id", "in_hand")
    return orders.order_by("-of_own_grid", "placed_at").values_list(*facts)[:ORDERS_MAX]


def _whether(**condition: Any) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


_board: Prepared[Order] = Prepared(_board_question)


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
