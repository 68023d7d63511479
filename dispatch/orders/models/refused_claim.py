from django.db import models

from agents.models import Agent, County
from dispatch.orders.models.order import Order


class RefusedClaim(models.Model):
    """Somebody tried to claim an order and could not: who, why, and by how much (X05).

    Append-only, one chain for each order; the first refusal of each kind for an agent and an order, and no flood.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="refused_claims", db_index=False)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="refused_claims")
    # The refusal's own code: ``order_already_claimed``, ``order_not_broadened_yet``, …
    code = models.CharField(max_length=40)
    at = models.DateTimeField()
    # Seconds after the winner, where there was one.
    behind_seconds = models.FloatField(null=True)
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "agent", "code"], name="one_refused_claim_of_a_kind")
        ]
        indexes = [models.Index(fields=["order", "id"], name="refused_claims_of_order")]

    def __str__(self) -> str:
        return f"{self.order_id} {self.agent_id} {self.code}"
