"""Installable: what the phone shows on its home screen, in both languages, for citizens and for agents."""

from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.context import HTML_LANG

SIZES = (192, 512)


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest, audience: str, language: str) -> JsonResponse:
    """A manifest is fetched without cookies: the language stands in its address."""
    if language not in HTML_LANG:
        raise Http404
    with translation.override(language):
        told = {**_common(language), **(_agents() if audience == "agent" else _citizens())}
    return JsonResponse(told, content_type="application/manifest+json")


def _common(language: str) -> dict[str, Any]:
    return {
        "lang": HTML_LANG[language],
        "dir": "ltr",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f4ee",
        "theme_color": "#0b6b53",
        "icons": [
            {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            *(_icon(size, purpose) for size in SIZES for purpose in ("any", "maskable")),
        ],
    }


def _icon(size: int, purpose: str) -> dict[str, str]:
    name = f"img/mark-{size}.png" if purpose == "any" else f"img/mark-maskable-{size}.png"
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}


def _citizens() -> dict[str, Any]:
    return {
        "id": "/",
        "start_url": reverse("citizen:home"),
        "name": _("Done for you"),
        "short_name": _("Done for you"),
        "description": _("Say what you need done; an agent of your village does it for you."),
        "shortcuts": [
            _shortcut(_("I want to…"), reverse("citizen:ask")),
            _shortcut(pgettext("citizen", "My orders"), reverse("citizen:orders")),
        ],
    }


def _agents() -> dict[str, Any]:
    return {
        "id": reverse("agent:board"),
        "start_url": reverse("agent:board"),
        "name": _("Board"),
        "short_name": _("Board"),
        "description": _("Open orders of my grid, my orders and my points."),
        "shortcuts": [
            _shortcut(pgettext("agent", "My orders"), reverse("agent:orders")),
            _shortcut(_("Points"), reverse("agent:points")),
        ],
    }


def _shortcut(name: str, url: str) -> dict[str, str]:
    return {"name": name, "url": url}
