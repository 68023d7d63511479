"""The board as a map: in which grids something may be claimed now, on the county's own polygons."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents import clock
from agents.models import Agent, Grid
from dispatch.orders.cards import PublicCard, public_card
from dispatch.orders.models import Order
from frontend.agent.cards import ORDERS_MAX, distance_to
from frontend.agent.view import View
from frontend.drawing import Frame
from frontend.roles import agents_only
from frontend.tiles import Tiles, tiles_below

#: From how many orders on a grid is drawn in the next darker colour.
STEPS = (1, 2, 4)


@dataclass(frozen=True)
class Place:
    """A grid with what may be claimed there; ``distance_m`` in metres from the agent's grid, None where unknown."""

    grid: Grid
    cards: list[PublicCard]
    distance_m: float | None
    is_own: bool


@dataclass(frozen=True)
class Shape:
    """``tone`` is the class that colours it; ``place`` is None where nothing is to be claimed, ``name`` stands at
    ``x``, ``y``."""

    path: str
    tone: str
    name: str
    x: int
    y: int
    place: Place | None


@dataclass(frozen=True)
class Drawing:
    """``view`` is the part of it that is shown: around the own grid and all with something to claim."""

    shapes: list[Shape]
    view: View
    tiles: Tiles | None


@require_safe
@agents_only
def board_map(request: HttpRequest, agent: Agent) -> HttpResponse:
    now = clock.now()
    found = list(Order.objects.on_board_of(agent, at=now)[:ORDERS_MAX])
    places = places_of(agent, found)
    context = {
        "agent": agent,
        "now": now,
        "tab": "board",
        "places": places,
        "unplaced": [public_card(order) for order in found if order.grid is None],
        "drawing": draw(agent, places),
    }
    return render(request, "agent/board_map.html", context)


def places_of(agent: Agent, orders: Iterable[Order]) -> list[Place]:
    """The own grid first, then the nearest; in each who waited longest first."""
    placed = sorted(
        (order for order in orders if order.grid), key=lambda order: (order.grid_id, order.placed_at)
    )
    places = []
    for _grid_id, of_grid in groupby(placed, key=lambda order: order.grid_id):
        there = list(of_grid)
        grid = there[0].grid
        if grid:
            cards = [public_card(order) for order in there]
            places.append(Place(grid, cards, distance_to(agent, grid), grid.pk == agent.grid_id))
    return sorted(places, key=lambda place: (not place.is_own, place.distance_m is None, place.distance_m))


def draw(agent: Agent, places: list[Place]) -> Drawing | None:
    """Every grid of the county; None where no boundary is known. The own grid comes last, so that its edge is whole."""
    known = {place.grid.pk: place for place in places}
    grids = [
        grid
        for grid in Grid.objects.filter(county_id=agent.county_id).select_related("village")
        if grid.boundary
    ]
    if not grids:
        return None
    frame = Frame.around(grid.boundary for grid in grids)
    shown = [grid.boundary for grid in grids if grid.pk in known or grid.pk == agent.grid_id]
    view = View.around(frame, shown or [grid.boundary for grid in grids])
    in_turn = sorted(grids, key=lambda grid: grid.pk == agent.grid_id)
    shapes = [_shape(grid, frame, known.get(grid.pk)) for grid in in_turn]
    tiles = tiles_below(frame, x=view.x, y=view.y, width=view.width, height=view.height)
    return Drawing(shapes, view, tiles)


def _shape(grid: Grid, frame: Frame, place: Place | None) -> Shape:
    x, y = frame.place(grid.lng or 0, grid.lat or 0)
    return Shape(frame.path(grid.boundary), _tone(place), grid.village.short_name, x, y, place)


def _tone(place: Place | None) -> str:
    count = len(place.cards) if place else 0
    return f"load-{sum(count >= step for step in STEPS)}"
