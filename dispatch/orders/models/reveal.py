from django.db import models

from agents.models import County, User
from dispatch.orders.models.order import Order


class Reveal(models.Model):
    """Somebody saw the applicant's name, phone and address. One row each time; the citizen can read it (X12)."""

    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="reveals")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    fields = models.CharField(max_length=100)
    why = models.CharField(max_length=50)
    at = models.DateTimeField()
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["order", "id"], name="reveals_of_order"),
            models.Index(fields=["county", "at"], name="reveals_of_county_by_time"),
        ]
