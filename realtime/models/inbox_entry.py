import uuid

from django.db import models

from agents.fields import SealedField
from agents.models import County


class InboxEntry(models.Model):
    """What a phone would have shown: one row for each delivery by the demo inbox, with the delivery's own id.

    Written in demo mode only. Sealed like everything that may hold a name, a number or a code.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    name = SealedField()
    phone = SealedField()
    phone_index = models.CharField(max_length=32, blank=True)
    text = SealedField()
    # The page it leads to, as a path of this site.
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "id"]
        indexes = [
            models.Index(fields=["-at"], name="inbox_by_time"),
            models.Index(fields=["phone_index", "-at"], name="inbox_of_a_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M:%S}"
