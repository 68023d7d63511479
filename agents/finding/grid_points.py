"""Each process keeps where the grids of a county lie until the county's ``grids_revision`` moves on."""

from collections.abc import Mapping

from agents.models import County, Grid

Point = tuple[float, float]

_kept: dict[str, tuple[int, Mapping[int, Point]]] = {}


def points_of(county: County) -> Mapping[int, Point]:
    """By the grid's key its point, WGS-84 degrees of latitude and longitude; grids without a point are not in it.

    ``county`` must be as read in this request, and costs the question. Of one whose grids were not loaded from a file
    nothing is kept: nobody would say when they change.
    """
    kept = _kept.get(county.pk)
    if kept and kept[0] == county.grids_revision:
        return kept[1]
    rows = Grid.objects.filter(county=county).values_list("pk", "lat", "lng")
    points = {pk: (lat, lng) for pk, lat, lng in rows if lat is not None and lng is not None}
    if county.grids_revision:
        _kept[county.pk] = county.grids_revision, points
    return points


def forget_points() -> None:
    """For tests, where counties come and go under one revision."""
    _kept.clear()
