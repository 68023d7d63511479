from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import F

from agents.founding import ensure_policy
from agents.loading.problems import Problems
from agents.loading.report import Report
from agents.loading.write import (
    remove_divisions,
    warn_of_gaps,
    write_boundary,
    write_divisions,
    write_grids,
)
from agents.models import County
from agents.signals import county_loaded
from dispatch.catalogue.loading.gather import gather
from dispatch.catalogue.loading.parse import Parsed, parse
from dispatch.catalogue.loading.write import write_items, write_popular


@dataclass(frozen=True)
class Loaded:
    """The county as it now is, and what the load did."""

    county: County
    report: Report


def load_files(paths: Sequence[Path], *, county_code: str = "", prefix: str = "") -> Loaded:
    """Load one county from its files: all of it, or nothing.

    ``county_code`` (6 digits) is needed where the files hold several counties; ``prefix`` (2 to 4 capital letters, the
    beginning of order numbers) for a county that is not there yet. A second load brings rows to what the files now
    say. Raises FilesRefused with all problems found.
    """
    problems = Problems()
    gathered = gather(paths, county_code=county_code, prefix=prefix, problems=problems)
    parsed = parse(gathered)
    problems.require_none()
    return _write(parsed, gathered.code, prefix)


@transaction.atomic
def _write(parsed: Parsed, code: str, prefix: str) -> Loaded:
    report = Report()
    county = _county(parsed, code, prefix)
    places_changed = _write_places(county, parsed, report)
    catalogue_changed = _write_catalogue(county, parsed, report)
    County.objects.filter(pk=code).update(
        grids_revision=F("grids_revision") + int(places_changed),
        catalogue_revision=F("catalogue_revision") + int(catalogue_changed),
    )
    county.refresh_from_db()
    ensure_policy(county)
    county_loaded.send(County, county=county)
    return Loaded(county, report)


def _county(parsed: Parsed, code: str, prefix: str) -> County:
    """Locked until the end of the transaction: two loads of one county take turns."""
    if parsed.divisions:
        County.objects.get_or_create(
            code=code, defaults={"name": parsed.divisions.county_name, "number_prefix": prefix}
        )
    county = County.objects.select_for_update().get(pk=code)
    if prefix and county.number_prefix != prefix:
        county.number_prefix = prefix
        county.save(update_fields=["number_prefix"])
    return county


def _write_places(county: County, parsed: Parsed, report: Report) -> bool:
    changed = False
    if parsed.divisions:
        changed |= write_divisions(county, parsed.divisions, report)
    if parsed.boundary:
        changed |= write_boundary(county, parsed.boundary, report)
    if parsed.grids is not None:
        changed |= write_grids(county, parsed.grids, report)
    if parsed.divisions:
        changed |= remove_divisions(county, parsed.divisions, report)
    warn_of_gaps(county, report)
    return changed


def _write_catalogue(county: County, parsed: Parsed, report: Report) -> bool:
    changed = False
    if parsed.items is not None:
        changed |= write_items(county, parsed.items, report)
    if parsed.popular is not None:
        changed |= write_popular(county, parsed.popular, report)
    return changed
