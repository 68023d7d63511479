"""Divisions, grids and boundary into the database. Call it inside one transaction."""

from collections.abc import Iterable

from agents.loading.divisions import Divisions, TownshipRow
from agents.loading.geometry import Geometry
from agents.loading.grids import GridRow
from agents.loading.report import Report
from agents.loading.sync import Changes, remove, sync
from agents.models import County, Grid, Township, Village

DIVISION_FIELDS = ("name", "short_name", "lng", "lat")


def write_divisions(county: County, divisions: Divisions, report: Report) -> bool:
    """Whether anything changed. What is no longer listed is for ``remove_divisions``, after the grids."""
    renamed = county.name != divisions.county_name
    if renamed:
        county.name = divisions.county_name
        county.save(update_fields=["name"])
    townships = _write_townships(county, divisions.townships)
    villages = _write_villages(county, divisions)
    report.say("townships", townships)
    report.say("villages", villages)
    return bool(renamed or townships or villages)


def remove_divisions(county: County, divisions: Divisions, report: Report) -> bool:
    """Whether any went. Villages and townships no longer listed go where nothing belongs to them."""
    listed = {row.code for row in divisions.villages}
    gone, kept = remove(Village.objects.filter(county=county).exclude(code__in=listed))
    report.remove(gone, kept, "village")
    listed = {row.code for row in divisions.townships}
    gone_townships, kept_townships = remove(Township.objects.filter(county=county).exclude(code__in=listed))
    report.remove(gone_townships, kept_townships, "township")
    return bool(gone or gone_townships)


def warn_of_gaps(county: County, report: Report) -> None:
    """Villages whose orders would all need an officer."""
    gaps = Village.objects.filter(county=county, grids=None).count()
    if gaps:
        report.warnings.append(
            f"Villages without a grid: {gaps}. An officer must name the grid of their orders."
        )


def write_grids(county: County, rows: Iterable[GridRow], report: Report) -> bool:
    """Whether anything changed. A grid no longer listed goes; with agents or orders it stays, but off the map."""
    existing = {grid.code: grid for grid in Grid.objects.filter(county=county)}
    wanted = {
        row.code: Grid(
            county=county,
            code=row.code,
            name=row.name,
            village_id=row.village_code,
            boundary=row.boundary,
            lng=row.lng,
            lat=row.lat,
        )
        for row in rows
    }
    grids = sync(Grid, wanted, existing, ("name", "village", "boundary", "lng", "lat"))
    gone, kept = remove(grid for code, grid in existing.items() if code not in wanted)
    taken_off = Grid.objects.filter(pk__in=[grid.pk for grid in kept], boundary__isnull=False).update(
        boundary=None
    )
    report.say("grids", grids)
    report.remove(gone, kept, "grid")
    return bool(grids or gone or taken_off)


def write_boundary(county: County, boundary: Geometry, report: Report) -> bool:
    """Whether it changed."""
    if county.boundary == boundary:
        report.lines.append("boundary: as before")
        return False
    county.boundary = boundary
    county.save(update_fields=["boundary"])
    report.lines.append("boundary: loaded")
    return True


def _write_townships(county: County, rows: Iterable[TownshipRow]) -> Changes[Township]:
    wanted = {row.code: Township(county=county, **_division(row)) for row in rows}
    return sync(Township, wanted, Township.objects.in_bulk(list(wanted)), DIVISION_FIELDS)


def _write_villages(county: County, divisions: Divisions) -> Changes[Village]:
    wanted = {
        row.code: Village(county=county, township_id=row.township_code, **_division(row))
        for row in divisions.villages
    }
    return sync(Village, wanted, Village.objects.in_bulk(list(wanted)), (*DIVISION_FIELDS, "township"))


def _division(row: TownshipRow) -> dict[str, str | float | None]:
    return {"code": row.code, "name": row.name, "short_name": row.short_name, "lng": row.lng, "lat": row.lat}
