"""The county's grids with their load and who of them can be reached."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from agents.coverage import REACHABLE, REACHABLE_MIN
from agents.models import Grid, Officer
from dispatch.orders.models import Order
from dispatch.orders.queries import OrderQuerySet
from dispatch.orders.states import State


@dataclass(frozen=True)
class GridLoad:
    """``late``: open orders past their ten minutes; ``reachable``: agents on duty who can be told."""

    grid: Grid
    open: int
    late: int
    carried: int
    reachable: int

    @property
    def load(self) -> int:
        return self.open + self.carried


def loads_of(officer: Officer, *, at: datetime) -> list[GridLoad]:
    """Every grid of the county or of the officer's township, with the orders the officer sees. Two statements."""
    counts = _counts(Order.objects.visible_to(officer), at)
    nothing = {"open": 0, "late": 0, "carried": 0}
    grids = (
        grids_of(officer).select_related("village__township").annotate(reachable=Count("agents", REACHABLE))
    )
    return [GridLoad(grid, reachable=grid.reachable, **counts.get(grid.pk, nothing)) for grid in grids]


def short_of_agents(loads: list[GridLoad]) -> list[GridLoad]:
    """Grids with fewer than two reachable agents; nobody at all first, then where most is open."""
    short = [load for load in loads if load.reachable < REACHABLE_MIN]
    return sorted(short, key=lambda load: (load.reachable, -load.open, -load.carried, load.grid.code))


def grids_of(officer: Officer) -> QuerySet[Grid]:
    """Of the county, or of the officer's township."""
    grids = Grid.objects.filter(county_id=officer.county_id)
    is_of_township = officer.role == Officer.Role.TOWNSHIP_OFFICER
    return grids.filter(village__township_id=officer.township_id) if is_of_township else grids


def _counts(orders: OrderQuerySet, at: datetime) -> dict[int, dict[str, int]]:
    is_open = Q(state=State.OPEN)
    rows: Any = (
        orders.live()
        .exclude(grid=None)
        .order_by()
        .values("grid_id")
        .annotate(
            open=Count("pk", is_open),
            late=Count("pk", is_open & Q(broaden_at__lte=at)),
            carried=Count("pk", ~is_open),
        )
    )
    return {row.pop("grid_id"): row for row in rows}
