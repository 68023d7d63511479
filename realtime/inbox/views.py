from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from agents import vault
from agents.errors import NotPermitted, Refusal
from agents.masks import mask_name, mask_phone
from agents.phone import is_demo, national, parse_phone
from agents.text import require
from realtime.models import InboxEntry
from realtime.replies.taking import TEXT_LENGTH_MAX, take_reply

ENTRIES_MAX = 100


@dataclass(frozen=True)
class Line:
    """One entry as the page shows it. Only generated test people are named in full."""

    name: str
    phone: str
    kind: str
    text: str
    link: str
    at: datetime


@require_safe
@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """What the phones of the county would show, newest first; ``?phone=`` shows one phone."""
    if not settings.DEMO:
        raise Http404
    said = request.GET.get("phone", "")
    entries = InboxEntry.objects.filter(county_id=settings.COUNTY)
    refusal: Refusal | None = None
    if said:
        try:
            entries = entries.filter(phone_index=vault.index("phone", parse_phone(said)))
        except Refusal as not_a_phone:
            refusal, entries = not_a_phone, entries.none()
    context: dict[str, Any] = {"lines": [_line(entry) for entry in entries[:ENTRIES_MAX]]}
    context |= {"phone": said, "refusal": refusal}
    return render(request, "realtime/inbox.html", context, status=422 if refusal else 200)


@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """What this phone would send back by SMS; it goes the way of every reply."""
    if not settings.DEMO:
        raise Http404
    phone = parse_phone(request.POST.get("phone"))
    if not is_demo(phone):
        raise NotPermitted
    take_reply(
        f"demo:{uuid4()}",
        phone=phone,
        text=require(request.POST.get("text"), max_length=TEXT_LENGTH_MAX, field="text"),
        county_id=settings.COUNTY,
        at=timezone.now(),
    )
    return redirect(f"{reverse('realtime:inbox')}?{urlencode({'phone': national(phone)})}")


def _line(entry: InboxEntry) -> Line:
    is_test_person = is_demo(entry.phone) or not entry.phone
    return Line(
        name=entry.name if is_test_person else mask_name(entry.name),
        phone=national(entry.phone) if is_test_person else mask_phone(entry.phone),
        kind=entry.kind,
        text=entry.text,
        link=entry.link,
        at=entry.at,
    )
