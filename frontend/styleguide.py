"""/styleguide/: every component in every state, as the pages show it. In demo mode and in development only."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.messages import constants
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dispatch.orders.models import Order
from frontend.citizen.faces import FACES
from frontend.citizen.timeline import Line
from frontend.icons import ICONS

COLOURS = ["pine", "amber", "red", "sky"]
SIZES = ["huge", "big", "h1", "h2", "h3", "text", "small", "tiny"]


@dataclass(frozen=True)
class Said:
    """What the messages framework would have kept for the next page."""

    text: str
    level_tag: str

    def __str__(self) -> str:
        return self.text


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """``?text=large`` shows the elders' presentation. Raises Http404 in a real county."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    context = {
        "large_text": request.GET.get("text") == "large" or request.COOKIES.get("text_size") == "large",
        "colours": COLOURS,
        "sizes": SIZES,
        "icons": sorted(ICONS),
        "faces": FACES,
        "states": [Order(state=state) for state in Order.States.values],
        "said": [
            Said(_("Thank you. Your rating is kept."), constants.DEFAULT_TAGS[constants.SUCCESS]),
            Said(_("Please wait a little and try again."), constants.DEFAULT_TAGS[constants.WARNING]),
            Said(_("You may not do this."), constants.DEFAULT_TAGS[constants.ERROR]),
        ],
        "wrong": [_("Please fill this in.")],
        **_moments(),
    }
    return render(request, "styleguide.html", context)


def _moments() -> dict[str, Any]:
    now = timezone.now()
    return {
        "now": now,
        "since": now - timedelta(minutes=3),
        "until": now + timedelta(minutes=7),
        "past": now - timedelta(minutes=1),
        "lines": [
            Line(_("You sent your request"), now - timedelta(hours=2)),
            Line(_("Your agent could not do it"), now - timedelta(hours=1), mood="bad"),
            Line(_("Your agent got in touch"), now, said="明天上午来家里取身份证。"),
        ],
        "coming": [Line(_("It gets done"), mood="next"), Line(_("You say how it was"), mood="next")],
    }
