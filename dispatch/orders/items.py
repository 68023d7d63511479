"""The catalogue item that a code names."""

from agents.text import clean
from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.errors import UnknownItem


def offered_item(code: str, *, county_id: str) -> CatalogueItem:
    """Raises UnknownItem (field ``item_code``), also for an item of another county or no longer offered."""
    offered = CatalogueItem.objects.offered().filter(county_id=county_id, code=clean(code))
    item = offered.select_related("bureau").first()
    if item is None:
        raise UnknownItem(field="item_code")
    return item
