"""An officer announces something and may withdraw it; both stand in the audit."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from agents.audit import Deed, record_audit
from agents.checklist import Checklist
from agents.errors import FieldMissing, NotPermitted
from agents.models import Officer
from agents.rights import Right
from agents.text import optional, require
from dispatch.announcements.errors import (
    AnnouncementNotFound,
    BeginsInThePast,
    EndsBeforeItBegins,
    HalfTranslated,
    TooFarAhead,
)
from dispatch.announcements.models import BODY_LENGTH_MAX, TITLE_LENGTH_MAX, Announcement

AHEAD_DAYS_MAX = 366


@dataclass(frozen=True, kw_only=True)
class Draft:
    """As it was typed. The days are the county's, the last one included; without it, until it is withdrawn."""

    id: UUID
    title: str
    body: str
    title_en: str = ""
    body_en: str = ""
    from_day: date | None
    until_day: date | None = None


@transaction.atomic
def announce(draft: Draft, *, by: Officer, at: datetime) -> Announcement:
    """Shown from the first day on, today from this moment. The same id again is the same announcement.

    Raises NotPermitted or InvalidInput (all faults at once).
    """
    if not by.may(Right.ANNOUNCE):
        raise NotPermitted
    facts = _checked(draft, by=by, at=at)
    announcement, is_new = Announcement.objects.get_or_create(
        id=draft.id, county_id=by.county_id, defaults={**facts, "written_by": by, "written_at": at}
    )
    if is_new:
        after = {"from": announcement.shown_from, "until": announcement.shown_until}
        record_audit(Deed.ANNOUNCED, by=by, at=at, about=announcement, after=after)
    return announcement


@transaction.atomic
def withdraw(announcement_id: UUID, *, by: Officer, at: datetime) -> Announcement:
    """Shown to nobody from now on; twice is once. Raises NotPermitted or AnnouncementNotFound."""
    if not by.may(Right.ANNOUNCE):
        raise NotPermitted
    mine = Announcement.objects.filter(pk=announcement_id, county_id=by.county_id)
    won = mine.filter(withdrawn_at=None).update(withdrawn_at=at, withdrawn_by=by)
    announcement = mine.first()
    if announcement is None:
        raise AnnouncementNotFound
    if won:
        record_audit(Deed.ANNOUNCEMENT_WITHDRAWN, by=by, at=at, about=announcement)
    return announcement


def _checked(draft: Draft, *, by: Officer, at: datetime) -> dict[str, object]:
    faults = Checklist()
    today = at.astimezone(by.county.zone).date()
    title_en = faults.ask("", optional, draft.title_en, max_length=TITLE_LENGTH_MAX * 2, field="title_en")
    body_en = faults.ask("", optional, draft.body_en, max_length=BODY_LENGTH_MAX * 2, field="body_en")
    facts = {
        "title": faults.ask("", require, draft.title, max_length=TITLE_LENGTH_MAX, field="title"),
        "body": faults.ask("", require, draft.body, max_length=BODY_LENGTH_MAX, field="body"),
        "title_en": title_en,
        "body_en": body_en,
    }
    faults.ask(None, _both_or_neither, title_en, body_en)
    first = faults.ask(today, _first_day, draft.from_day, today)
    last = faults.ask(None, _last_day, draft.until_day, first)
    faults.require_none()
    zone = by.county.zone
    begins = at if first == today else datetime.combine(first, time.min, zone)
    ends = datetime.combine(last + timedelta(days=1), time.min, zone) if last else None
    return {**facts, "shown_from": begins, "shown_until": ends}


def _both_or_neither(title: str, body: str) -> None:
    if bool(title) != bool(body):
        raise HalfTranslated(field="body_en" if title else "title_en")


def _first_day(day: date | None, today: date) -> date:
    if day is None:
        raise FieldMissing(field="from_day")
    if day < today:
        raise BeginsInThePast
    if day > today + timedelta(days=AHEAD_DAYS_MAX):
        raise TooFarAhead(field="from_day")
    return day


def _last_day(day: date | None, first: date) -> date | None:
    if day is None:
        return None
    if day < first:
        raise EndsBeforeItBegins
    if day > first + timedelta(days=AHEAD_DAYS_MAX):
        raise TooFarAhead(field="until_day")
    return day
