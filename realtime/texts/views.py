"""The county's managers write the words and enter the codes; each change is a new version."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from agents.errors import NotFound, Refusal
from agents.models import Officer
from agents.rights import Right
from realtime.doors import officer_with
from realtime.models import TextTemplate
from realtime.texts.overview import channels_with_codes, text_of, texts_of
from realtime.words.county_words import known_variables, save_template
from realtime.words.kinds import KINDS

VERSIONS_MAX = 10


@require_safe
def texts(request: HttpRequest) -> HttpResponse:
    officer = officer_with(Right.SET_RULES, request)
    kinds = texts_of(officer.county, at=timezone.now())
    missing = sum(bool(text.missing) for kind in kinds for text in kind)
    context = {"officer": officer, "tab": "failed", "kinds": kinds, "missing": missing}
    return render(request, "realtime/texts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    officer = officer_with(Right.SET_RULES, request)
    if kind not in KINDS or language not in dict(settings.LANGUAGES):
        raise NotFound
    if request.method != "POST":
        return _page(request, officer, kind, language)
    codes = {name: request.POST.get(f"code-{name}", "") for name, _label in channels_with_codes()}
    try:
        saved = save_template(
            officer.county,
            kind=kind,
            language=language,
            words=request.POST.get("words"),
            codes=codes,
            by=officer,
            at=timezone.now(),
        )
    except Refusal as refusal:
        return _page(
            request, officer, kind, language, refusal=refusal, typed=(request.POST.get("words", ""), codes)
        )
    messages.success(
        request, _("Saved as version %(version)d; it is used from now on.") % {"version": saved.version}
    )
    return HttpResponseRedirect(reverse("texts:list"))


def _page(
    request: HttpRequest,
    officer: Officer,
    kind: str,
    language: str,
    *,
    refusal: Refusal | None = None,
    typed: tuple[str, dict[str, str]] | None = None,
) -> HttpResponse:
    """What was typed stays."""
    now = text_of(officer.county, kind, language, at=timezone.now())
    words, codes = typed or (now.words, now.codes)
    earlier = TextTemplate.objects.filter(county=officer.county, kind=kind, language=language)
    context: dict[str, Any] = {
        "officer": officer,
        "tab": "failed",
        "text": now,
        "words": words,
        "codes": [(name, label, codes.get(name, "")) for name, label in channels_with_codes()],
        "variables": known_variables(kind),
        "refusal": refusal,
        "versions": earlier.select_related("officer").order_by("-version")[:VERSIONS_MAX],
    }
    with timezone.override(officer.county.zone):
        return render(request, "realtime/text.html", context, status=422 if refusal else 200)
