"""Where an order would find too few: grids by how many of their agents can be reached (X04)."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from agents.models import Grid

#: One who can be reached may be busy; with two somebody comes.
REACHABLE_MIN = 2

SERVING = Q(agents__isnull=False, agents__ended_at=None)
ON_DUTY = SERVING & Q(agents__is_on_duty=True)
#: As ``Agent.objects.reachable()``, seen from the grid.
REACHABLE = ON_DUTY & Q(agents__unreachable_since=None, agents__user__is_active=True)


@dataclass(frozen=True)
class Coverage:
    """Of one grid: agents on its roster, of them on duty, of them to be reached now."""

    grid: Grid
    serving: int
    on_duty: int
    reachable: int

    @property
    def is_short(self) -> bool:
        return self.reachable < REACHABLE_MIN


def coverage_of(grids: QuerySet[Grid]) -> list[Coverage]:
    """Each of the grids, township by township. One statement."""
    counted = (
        grids.select_related("village__township")
        .defer("boundary")
        .annotate(serving=Count("agents", SERVING), on_duty=Count("agents", ON_DUTY))
        .annotate(reachable=Count("agents", REACHABLE))
        .order_by("village__township_id", "code")
    )
    return [Coverage(grid, grid.serving, grid.on_duty, grid.reachable) for grid in counted]
