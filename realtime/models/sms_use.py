import uuid

from django.db import models

from agents.models import County


class SmsStart(models.Model):
    """An SMS that was started: what a number's throttle is counted from. One row a delivery, its latest start."""

    delivery_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    phone_index = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phone_index", "-at"], name="sms_starts_of_a_number")]


class SmsMonth(models.Model):
    """How many parts of SMS a county has sent in a month, in its own time zone (``2026-11``)."""

    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    month = models.CharField(max_length=7)
    parts = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "month"], name="one_count_per_month")]

    def __str__(self) -> str:
        return f"{self.county_id} {self.month}: {self.parts}"
