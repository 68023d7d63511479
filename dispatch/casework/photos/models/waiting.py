import uuid

from django.db import models

from agents.models import County


class WaitingPhoto(models.Model):
    """A photo of a request that is no order yet: its form is being mended, or its phone proven. Clean already, and
    gone after a day."""

    # Random: whoever knows it is in whose session it lies.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    # The id that the order will have.
    request_id = models.UUIDField()
    sent_hash = models.CharField(max_length=64)
    name = models.CharField(max_length=32, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["came_at", "id"]
        indexes = [models.Index(fields=["came_at"], name="waiting_photos_by_time")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"
