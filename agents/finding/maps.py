"""Each process keeps the map of a county until the county's ``grids_revision`` moves on."""

from threading import Lock

from django.db.models import TextField
from django.db.models.functions import Cast

from agents.finding.grid_map import PORTION, Drawn, GridMap
from agents.models import County, Grid

_kept: dict[str, tuple[int, GridMap]] = {}
_drawing = Lock()


def map_of(county_code: str) -> GridMap:
    """The map as of now: one cheap query tells whether the kept one still holds. Raises County.DoesNotExist."""
    revision = _revision(county_code)
    kept = _kept.get(county_code)
    if kept and kept[0] == revision:
        return kept[1]
    with _drawing:
        kept = _kept.get(county_code)
        if kept and kept[0] == revision:
            return kept[1]
        # The revision was read before the grids: a change in between is noticed at the next look-up.
        drawn = _draw(county_code)
        _kept[county_code] = (revision, drawn)
        return drawn


def forget_maps() -> None:
    """For tests, where counties come and go under one revision."""
    _kept.clear()


def _revision(county_code: str) -> int:
    return County.objects.values_list("grids_revision", flat=True).get(pk=county_code)


def _draw(county_code: str) -> GridMap:
    outline = County.objects.values_list("boundary", flat=True).get(pk=county_code)
    grids = Grid.objects.filter(county_id=county_code)
    drawn = grids.exclude(boundary=None).annotate(geojson=Cast("boundary", TextField()))
    rows = drawn.values_list("code", "geojson").iterator(chunk_size=PORTION)
    complete = not grids.filter(boundary=None).exists()
    return GridMap((Drawn(*row) for row in rows), outline=outline, complete=complete)
