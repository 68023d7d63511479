"""The matcher of a county, built from its own catalogue (LS-02, X15)."""

from threading import Lock

from agents.models import County
from dispatch.catalogue.matcher import Matcher, MatchItem
from dispatch.catalogue.matcher.evaluate import PILOT_CATALOGUE, read_items
from dispatch.catalogue.models import Alias, CatalogueItem

_built: dict[str, tuple[int, Matcher]] = {}
_building = Lock()


def matcher_for(county_id: str) -> Matcher:
    """The matcher over the county's offered items and their approved aliases.

    One is kept per county and process; the county's ``catalogue_revision``, read by one query, tells when another
    process has changed the catalogue. Raises ``County.DoesNotExist`` for an unknown county.
    """
    revision = County.objects.values_list("catalogue_revision", flat=True).get(pk=county_id)
    kept = _built.get(county_id)
    if kept is None or kept[0] != revision:
        with _building:
            kept = _built.get(county_id)
            if kept is None or kept[0] != revision:
                kept = (revision, Matcher(_items_of(county_id)))
                _built[county_id] = kept
    return kept[1]


def pilot_matcher() -> Matcher:
    """The matcher over the packaged pilot catalogue, for a database that has no catalogue yet."""
    return Matcher(read_items(PILOT_CATALOGUE))


def _items_of(county_id: str) -> list[MatchItem]:
    aliases: dict[int, list[str]] = {}
    approved = Alias.objects.filter(item__county_id=county_id, approved=True).order_by("pk")
    for item_id, text in approved.values_list("item_id", "text"):
        aliases.setdefault(item_id, []).append(text)
    items = CatalogueItem.objects.filter(county_id=county_id).offered().select_related("bureau")
    return [
        MatchItem(
            code=item.code,
            name=item.name,
            aliases=tuple(aliases.get(item.pk, ())),
            category=item.category,
            bureau=item.bureau.name if item.bureau else "",
            materials=tuple(str(material) for material in item.materials),
        )
        for item in items.order_by("code")
    ]
