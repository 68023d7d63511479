"""Choosing the village on a map: the county's townships, then the villages of one. A help beside the list."""

from dataclasses import dataclass
from itertools import groupby

import shapely
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from agents.models import Grid
from frontend.doors import county_of
from frontend.drawing import WIDTH, Frame
from frontend.tiles import tiles_below

HOUR_SECONDS = 60 * 60


@dataclass(frozen=True)
class Shape:
    """A township or a village: where its name stands, in drawing units."""

    code: str
    name: str
    path: str
    x: int
    y: int


@require_safe
def place_map(request: HttpRequest) -> HttpResponse:
    """A fragment. ``?township=`` opens one; of an unknown one the county is shown."""
    grids = Grid.objects.filter(county=county_of(request), boundary__isnull=False)
    grids = grids.select_related("village__township").order_by("village__code", "code")
    township = request.GET.get("township", "")
    inside = [grid for grid in grids if grid.village.township_id == township]
    shown = inside or list(grids)
    frame = Frame.around(grid.boundary for grid in shown) if shown else None
    context = {
        "shapes": _shapes(shown, frame, by_village=bool(inside)) if frame else [],
        "tiles": tiles_below(frame, width=WIDTH, height=frame.height) if frame else None,
        "township": inside[0].village.township if inside else None,
        "width": WIDTH,
        "height": frame.height if frame else 0,
    }
    response = render(request, "citizen/_place_map.html", context)
    # The same for everybody, and as lasting as the county's borders.
    response["Cache-Control"] = f"private, max-age={HOUR_SECONDS}"
    response["Vary"] = "Accept-Language, Cookie"
    return response


def _shapes(grids: list[Grid], frame: Frame, *, by_village: bool) -> list[Shape]:
    def area(grid: Grid) -> tuple[str, str]:
        of = grid.village if by_village else grid.village.township
        return of.code, of.short_name

    return [
        _shape(
            code, name, shapely.union_all([shape(drawn) for grid in own if (drawn := grid.boundary)]), frame
        )
        for (code, name), own in groupby(sorted(grids, key=area), key=area)
    ]


def _shape(code: str, name: str, outline: BaseGeometry, frame: Frame) -> Shape:
    """Without the borders inside it. The name stands well within, however crooked the area."""
    middle = outline.representative_point()
    return Shape(code, name, frame.path(mapping(outline)), *frame.place(middle.x, middle.y))
