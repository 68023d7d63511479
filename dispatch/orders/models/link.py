import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import County
from dispatch.orders.models.order import Order


class OrderLink(models.Model):
    """An unguessable address that opens one order without signing in: to follow it (X14), or to rate it once (X10).

    Only the token's hash is kept; ``dispatch.orders.links`` makes tokens and finds links.
    """

    class Purpose(models.TextChoices):
        FOLLOW = "follow", _("to follow the order")
        RATE = "rate", _("to rate the service")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    # Look-up value of the number that a rating link was sent to: it works for that person only.
    phone_index = models.CharField(max_length=32, blank=True)
    issued_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "purpose"], condition=Q(revoked_at=None), name="one_link_per_purpose"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(purpose="rate"), name="only_rating_links_are_used_up"
            ),
            models.CheckConstraint(
                condition=~Q(purpose="rate") | ~Q(phone_index=""), name="rating_link_is_for_one_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.purpose}"
