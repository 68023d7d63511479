"""Everything that can be asked for, and the clear card of one item (明白卡, NW-03)."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from agents.errors import NotFound
from dispatch.catalogue.models import CatalogueItem
from frontend.citizen.qr import qr_svg
from frontend.citizen.suggesting import suggest_items
from frontend.doors import county_of

FOUND_MAX = 20
DAY_SECONDS = 24 * 60 * 60
# What the data itself calls not looked up at a source: our own words, or out of somebody's memory.
UNVERIFIED = frozenset({"assigned", "memory"})


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    county = county_of(request)
    offered = CatalogueItem.objects.offered().filter(county=county)
    words = request.GET.get("q", "").strip()
    category = request.GET.get("category", "")
    found: list[CatalogueItem] = []
    if words:
        found = suggest_items(county, words, limit=FOUND_MAX)
    elif category:
        found = [item for item in offered.order_by("code") if item.category == category]
    categories = offered.values("category").annotate(count=Count("id")).order_by("-count", "category")
    context = {"found": found, "q": words, "category": category, "categories": categories}
    return render(request, "citizen/items.html", context)


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Raises NotFound."""
    found = _offered(request, code)
    context = {
        "item": found,
        "address": request.build_absolute_uri(request.path),
        "now": timezone.now(),
        "wish": request.GET.get("wish", ""),
        "papers_unverified": found.provenance.get("materials_basis") in UNVERIFIED,
        "law_unverified": found.provenance.get("statutory_checked") in UNVERIFIED,
        "place_unverified": found.provenance.get("level_basis") in UNVERIFIED,
    }
    return render(request, "citizen/item.html", context)


@require_safe
def item_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The address of the clear card as a QR code (GY-02). Raises NotFound."""
    response = qr_svg(request, "citizen:item", _offered(request, code).code)
    response["Cache-Control"] = f"max-age={DAY_SECONDS}"
    return response


def _offered(request: HttpRequest, code: str) -> CatalogueItem:
    offered = CatalogueItem.objects.offered().select_related("bureau", "county")
    found = offered.defer("county__boundary").filter(county=county_of(request), code=code).first()
    if found is None:
        raise NotFound
    return found
