from dataclasses import dataclass

from django.db.models import CharField

from agents.finding.addresses import locate_address
from agents.finding.errors import PointOutsideCounty, UnknownVillage
from agents.finding.maps import map_of
from agents.finding.point import GivenPoint
from agents.models import County, Grid, Village
from agents.prepared import Given, Prepared

# Of a village that has no grid.
_village_of = Prepared(
    lambda: Village.objects.select_related("township").filter(
        county_id=Given("county_id", CharField()), code=Given("code", CharField())
    )
)
# The grids' outlines are large; their map is kept by ``map_of``.
_grids_of = Prepared(
    lambda: (
        Grid.objects.select_related("village__township")
        .filter(village__county_id=Given("county_id", CharField()), village_id=Given("code", CharField()))
        .defer("boundary")
        .order_by("pk")
    )
)

VILLAGE, POINT, ADDRESS, UNKNOWN = "village", "point", "address", "unknown"


@dataclass(frozen=True)
class Place:
    """What was found: ``basis`` says by what (Order.GridBasis), and is "unknown" exactly where ``grid`` is None.

    ``point`` is the given point in WGS-84; one found by geocoding is too rough to send an agent to, and not kept.
    """

    village: Village | None
    grid: Grid | None
    basis: str
    point: GivenPoint | None = None


def find_place(
    county: County, *, village_code: str = "", point: GivenPoint | None = None, address: str = ""
) -> Place:
    """The grid of a contact address: chosen village, else the point, else the address, else an officer must say.

    A chosen village is believed before a point: citizens ask from wherever they are for where they live. A point
    outside the county is then left out, as it only says where the phone is.
    Raises UnknownVillage, NotAPoint, UnknownPointSystem or, without a village, PointOutsideCounty.
    """
    spot = point.in_wgs84() if point else None
    if village_code:
        return _in_village(*_village(county, village_code), spot, address)
    if spot and map_of(county.pk).is_outside(spot.lat, spot.lng):
        raise PointOutsideCounty(field="point")
    grid = _grid_at(county, spot) if spot else None
    if grid:
        return Place(grid.village, grid, POINT, spot)
    found = locate_address(county, address)
    grid = _grid_at(county, found) if found else None
    if grid:
        return Place(grid.village, grid, ADDRESS, spot)
    return Place(None, None, UNKNOWN, spot)


def _village(county: County, code: str) -> tuple[Village, dict[str, Grid]]:
    """With its grids by their codes."""
    village, grids = None, []
    # PostgreSQL itself fails on a NUL or a lone surrogate, so that only digits are looked up.
    if code.isascii() and code.isdigit():
        grids = _grids_of.all(county_id=county.pk, code=code)
        village = grids[0].village if grids else _village_of.first(county_id=county.pk, code=code)
    if village is None:
        raise UnknownVillage(field="village_code")
    village.county = county  # known already, and its outline is large
    return village, {grid.code: grid for grid in grids}


def _in_village(village: Village, grids: dict[str, Grid], spot: GivenPoint | None, address: str) -> Place:
    """The village's only grid; among several the one of the point, else of the address, else an officer must say."""
    if spot and map_of(village.county_id).is_outside(spot.lat, spot.lng):
        spot = None
    if len(grids) == 1:
        (only,) = grids.values()
        return Place(village, only, VILLAGE, spot)
    grid = _grid_among(grids, spot)
    if grid:
        return Place(village, grid, POINT, spot)
    grid = _grid_among(grids, locate_address(village.county, address)) if grids else None
    return Place(village, grid, ADDRESS if grid else UNKNOWN, spot)


def _grid_among(grids: dict[str, Grid], spot: GivenPoint | None) -> Grid | None:
    if not grids or spot is None:
        return None
    code = map_of(next(iter(grids.values())).county_id).code_at(spot.lat, spot.lng, among=grids)
    return grids[code] if code else None


def _grid_at(county: County, spot: GivenPoint) -> Grid | None:
    code = map_of(county.pk).code_at(spot.lat, spot.lng)
    return Grid.objects.filter(county=county, code=code).select_related("village").first() if code else None
