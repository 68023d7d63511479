import uuid

from django.db import models
from django.db.models import Q

from agents.models import Agent, County, User
from dispatch.casework.photos.models.files import PhotoFiles
from dispatch.orders.models import Order


class PhotoQuerySet(models.QuerySet["Photo"]):
    def kept(self) -> "PhotoQuerySet":
        """Not removed: the row stays, its files do not."""
        return self.filter(removed_at=None)


class Photo(PhotoFiles):
    """照片: evidence on an order, added by the agent who carries it or by who asked. The files lie in ``store``."""

    # The phone makes the id; the same id again is the same photo (DESIGN §2.17).
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="photos")
    # Who added it: one of these.
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    citizen = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agent=None, citizen__isnull=False) | Q(agent__isnull=False, citizen=None),
                name="photo_was_added_by_one_person",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(removed_at__gte=models.F("added_at")),
                name="photo_is_removed_after_it_came",
            ),
        ]
        indexes = [
            models.Index(fields=["order", "added_at"], name="photos_of_order"),
            models.Index(
                fields=["county", "added_at"], condition=Q(removed_at=None), name="photos_kept_by_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.name}"
