"""Which kind of file is it? Told by its content; names and endings mean nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from agents.loading import boundary, divisions, grids
from agents.loading.documents import Document, looks_like_json, parse_json
from agents.loading.files import Source
from agents.loading.problems import FileProblems
from dispatch.catalogue.loading import items, popular

UNKNOWN = (
    "is none of the files that make a county: a divisions table (CSV with code, name, level, parent_code), grids "
    '(GeoJSON features with a code), a boundary (GeoJSON with an adcode), a catalogue ({"items": […]}), '
    'popular items ({"popular": […]}).'
)


class Kind(Enum):
    DIVISIONS = "divisions"
    GRIDS = "grids"
    BOUNDARY = "boundary"
    CATALOGUE = "catalogue"
    POPULAR = "popular items"


@dataclass(frozen=True)
class Recognised:
    """A file whose kind is known. ``document`` is None for a table."""

    kind: Kind
    source: Source
    document: Document | None
    problems: FileProblems

    @property
    def json(self) -> Document:
        if self.document is None:
            raise ValueError(f"{self.source.name} is a table")
        return self.document

    def county_codes(self) -> set[str]:
        """The counties that the file speaks of, by 6-digit code."""
        if self.kind is Kind.DIVISIONS:
            return divisions.county_codes(self.source)
        return _COUNTY_CODES[self.kind](self.json)


def recognise(source: Source, problems: FileProblems) -> Recognised | None:
    """None when it is nothing known; then ``problems`` says so."""
    if not looks_like_json(source.text):
        if divisions.is_divisions(source.text):
            return Recognised(Kind.DIVISIONS, source, None, problems)
        problems.at_line(1, UNKNOWN)
        return None
    document = parse_json(source, problems)
    if document is None:
        return None
    kind = _json_kind(document)
    if kind is None:
        problems.add(UNKNOWN)
        return None
    return Recognised(kind, source, document, problems)


def _json_kind(document: Document) -> Kind | None:
    value = document.value
    if items.is_catalogue(value):
        return Kind.CATALOGUE
    if popular.is_popular(value):
        return Kind.POPULAR
    if isinstance(value, dict) and isinstance(value.get("features"), list) and value["features"]:
        outlined = any(map(boundary.is_boundary, value["features"]))
        return Kind.BOUNDARY if outlined else Kind.GRIDS
    return None


_COUNTY_CODES: dict[Kind, Callable[[Document], set[str]]] = {
    Kind.GRIDS: grids.county_codes,
    Kind.BOUNDARY: boundary.county_codes,
    Kind.CATALOGUE: items.county_codes,
    Kind.POPULAR: items.county_codes,
}
