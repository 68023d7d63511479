import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from agents.models import County, Officer

TITLE_LENGTH_MAX = 60
BODY_LENGTH_MAX = 2000


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    def shown(self, *, at: datetime) -> "AnnouncementQuerySet":
        """To everybody at this moment, the newest first."""
        current = Q(shown_until=None) | Q(shown_until__gt=at)
        return self.filter(current, withdrawn_at=None, shown_from__lte=at).order_by(
            "-shown_from", "-written_at"
        )


class Announcement(models.Model):
    """公告. Never edited: who made a mistake withdraws it and writes another."""

    # Made by the page: a form sent twice is one announcement.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="announcements")
    title = models.CharField(max_length=TITLE_LENGTH_MAX)
    body = models.TextField()
    # The same in English, where somebody has written it.
    title_en = models.CharField(max_length=TITLE_LENGTH_MAX * 2, blank=True)
    body_en = models.TextField(blank=True)
    written_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    shown_from = models.DateTimeField()
    # None: until it is withdrawn.
    shown_until = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        ordering = ["-shown_from", "-written_at"]
        indexes = [models.Index(fields=["county", "-shown_from"], name="announcements_of_county")]
        constraints = [
            models.CheckConstraint(
                condition=Q(shown_until=None) | Q(shown_until__gt=F("shown_from")),
                name="announcement_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="announcement_is_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def status(self, at: datetime) -> str:
        """``withdrawn``, ``planned``, ``over`` or ``shown``."""
        if self.withdrawn_at:
            return "withdrawn"
        if self.shown_from > at:
            return "planned"
        return "over" if self.shown_until and self.shown_until <= at else "shown"
