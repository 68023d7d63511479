import uuid

from django.db import models

from agents.models import County
from dispatch.casework.photos.models.files import PhotoFiles


class WaitingPhoto(PhotoFiles):
    """A photo of a request that is no order yet: its form is being mended, or its phone proven. Clean already, and
    gone after a day."""

    # Random: whoever knows it is in whose session it lies.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    # The id that the order will have.
    request_id = models.UUIDField()
    came_at = models.DateTimeField()

    class Meta:
        ordering = ["came_at", "id"]
        indexes = [models.Index(fields=["came_at"], name="waiting_photos_by_time")]

    def __str__(self) -> str:
        return f"{self.request_id} {self.name}"
