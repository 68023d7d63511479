"""通知公告: what the county tells everybody now, as a list and each as a page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from agents.models import County
from dispatch.announcements.errors import AnnouncementNotFound
from dispatch.announcements.models import Announcement
from frontend.doors import county_of

ON_A_PAGE = 20


@dataclass(frozen=True)
class Told:
    """In the reader's language where it was written in it; else ``lang`` says in which it stands.

    ``at`` is when it began to be shown.
    """

    pk: UUID
    title: str
    body: str
    lang: str
    at: datetime


def newest(county: County, *, at: datetime, limit: int) -> list[Told]:
    """What holds at this moment, the newest first."""
    return [_told(row) for row in Announcement.objects.filter(county=county).shown(at=at)[:limit]]


@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    rows = Announcement.objects.filter(county=county_of(request)).shown(at=timezone.now())
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "told": [_told(row) for row in page]}
    return render(request, "citizen/announcements.html", context)


@require_safe
def announcement(request: HttpRequest, announcement_id: UUID) -> HttpResponse:
    """Raises AnnouncementNotFound, also for one that is over, withdrawn, or to come."""
    rows = Announcement.objects.filter(county=county_of(request)).shown(at=timezone.now())
    found = rows.filter(pk=announcement_id).first()
    if found is None:
        raise AnnouncementNotFound
    return render(request, "citizen/announcement.html", {"told": _told(found)})


def _told(row: Announcement) -> Told:
    if get_language() == "en":
        if row.title_en:
            return Told(row.pk, row.title_en, row.body_en, "", row.shown_from)
        return Told(row.pk, row.title, row.body, "zh-CN", row.shown_from)
    return Told(row.pk, row.title, row.body, "", row.shown_from)
