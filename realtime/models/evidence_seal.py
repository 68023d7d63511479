from django.contrib.postgres.fields import ArrayField
from django.db import models

from agents.models import County
from dispatch.orders.models import Order


class EvidenceSeal(models.Model):
    """What had become of an order's deliveries when it was over: 16 bytes for each, in the order of ``deliveries``.

    Append-only and chained by county. Deliveries change until they have ended, so they cannot be a chain themselves.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    order = models.OneToOneField(Order, models.PROTECT, related_name="evidence_seal")
    at = models.DateTimeField()
    deliveries = ArrayField(models.UUIDField(), default=list)
    digests = models.BinaryField()
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="evidence_seals_of_county")]

    def __str__(self) -> str:
        return str(self.order_id)
