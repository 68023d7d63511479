"""The grids that an agent may name: the nearest first, then all by township."""

from itertools import groupby

from django.utils.translation import gettext as _

from agents.models import Agent, Grid
from frontend.agent.cards import grids_apart_m

NEAREST_MAX = 8
Choices = list[tuple[str, list[Grid]]]


def grid_choices(agent: Agent) -> Choices:
    """The nearest grids first, then all by township. One statement."""
    grids = list(
        Grid.objects.filter(county_id=agent.county_id)
        .exclude(pk=agent.grid_id)
        .select_related("village__township")
        .defer("boundary")
        .order_by("village__township__code", "code")
    )
    known = [(metres, grid) for grid in grids if (metres := grids_apart_m(agent.grid, grid)) is not None]
    nearest = [grid for _metres, grid in sorted(known, key=lambda pair: pair[0])[:NEAREST_MAX]]
    by_township = groupby(grids, key=lambda grid: grid.village.township.short_name)
    choices = [(name, list(found)) for name, found in by_township]
    return [(_("Nearest"), nearest), *choices] if nearest else choices
