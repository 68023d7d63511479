"""All files of one load, parsed and checked against each other."""

from dataclasses import dataclass

from agents.loading.boundary import check_inside, parse_boundary
from agents.loading.divisions import Divisions, parse_divisions
from agents.loading.geometry import Geometry
from agents.loading.grids import GridRow, parse_grids
from agents.models import County, Village
from dispatch.catalogue.loading.gather import Gathered
from dispatch.catalogue.loading.items import ItemRow, parse_items
from dispatch.catalogue.loading.kinds import Kind
from dispatch.catalogue.loading.popular import parse_popular
from dispatch.catalogue.models import CatalogueItem


@dataclass
class Parsed:
    """What the files say; None where no file says anything. Good for nothing when there were problems."""

    divisions: Divisions | None = None
    grids: list[GridRow] | None = None
    boundary: Geometry | None = None
    items: list[ItemRow] | None = None
    popular: list[str] | None = None


def parse(gathered: Gathered) -> Parsed:
    """Problems go where each file keeps its own."""
    files, code = gathered.files, gathered.code
    parsed = Parsed()
    if file := files.get(Kind.DIVISIONS):
        parsed.divisions = parse_divisions(file.source, code, file.problems)
    if file := files.get(Kind.BOUNDARY):
        parsed.boundary = parse_boundary(file.json, code, file.problems)
    if file := files.get(Kind.GRIDS):
        parsed.grids = parse_grids(file.json, code, _village_codes(gathered, parsed), file.problems)
        check_inside(parsed.grids, parsed.boundary or _stored_boundary(code), file.problems)
    if file := files.get(Kind.CATALOGUE):
        parsed.items = parse_items(file.json, file.problems)
    if file := files.get(Kind.POPULAR):
        parsed.popular = parse_popular(file.json, _item_codes(gathered, parsed), file.problems)
    return parsed


def _village_codes(gathered: Gathered, parsed: Parsed) -> set[str] | None:
    """Of the table, else the stored ones; None, unknown, where a faulty table would make good grids look wrong."""
    if parsed.divisions and not gathered.files[Kind.DIVISIONS].problems.count:
        return {village.code for village in parsed.divisions.villages}
    if parsed.divisions or not gathered.complete:
        return None
    return set(Village.objects.filter(county_id=gathered.code).values_list("code", flat=True))


def _item_codes(gathered: Gathered, parsed: Parsed) -> set[str] | None:
    """The same for the items that can be popular."""
    if parsed.items is not None and not gathered.files[Kind.CATALOGUE].problems.count:
        return {item.code for item in parsed.items}
    if parsed.items is not None or not gathered.complete:
        return None
    offered = CatalogueItem.objects.offered().filter(county_id=gathered.code)
    return set(offered.values_list("code", flat=True))


def _stored_boundary(code: str) -> Geometry | None:
    return County.objects.values_list("boundary", flat=True).filter(pk=code).first()
