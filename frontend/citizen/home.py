"""The first page: say what you need, see what is running."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dispatch.catalogue.models import CatalogueItem
from dispatch.orders.models import Order
from frontend.citizen.announcements import newest
from frontend.citizen.next_step import next_step
from frontend.citizen.suggesting import suggest_items
from frontend.doors import county_of, user_of

# With the tile that leads to all items a full square of three by three.
TILES_MAX = 8
RUNNING_MAX = 3
ANNOUNCEMENTS_MAX = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    county = county_of(request)
    now = timezone.now()
    offered = CatalogueItem.objects.offered().filter(county=county)
    context = {
        "county": county,
        "now": now,
        "popular": offered.filter(popular_rank__isnull=False).order_by("popular_rank")[:TILES_MAX],
        "announcements": newest(county, at=now, limit=ANNOUNCEMENTS_MAX),
        "running": [(order, next_step(order, now)) for order in _running(request)],
    }
    return render(request, "citizen/home.html", context)


def _running(request: HttpRequest) -> list[Order]:
    if not request.user.is_authenticated:
        return []
    mine = Order.objects.asked_by(user_of(request)).live()
    return list(mine.select_related("item", "village", "agent").order_by("-placed_at")[:RUNNING_MAX])


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """A fragment: links on the first page, choices in the form of a request."""
    words = request.GET.get("wish", "")
    template = "citizen/_choices.html" if request.GET.get("as") == "choices" else "citizen/_suggestions.html"
    context = {"suggestions": suggest_items(county_of(request), words), "wish": words}
    # What was chosen stays chosen while the words change.
    context["chosen"] = request.GET.get("item_code", "")
    return render(request, template, context)
