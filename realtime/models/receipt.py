from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from realtime.models.delivery import Delivery


class Receipt(models.Model):
    """送达回执: what a provider said of a message after it took it, by its own name for the message.

    A report may come before the worker has written who the message was for; it waits here without a delivery.
    One that is never claimed is of a message this house has not sent, and stays set aside.
    """

    class State(models.TextChoices):
        ACCEPTED = "accepted", _("accepted by the provider")
        DELIVERED = "delivered", _("arrived on the phone")
        FAILED = "failed", _("did not arrive")

    delivery = models.ForeignKey(Delivery, models.PROTECT, null=True, related_name="receipts")
    channel = models.CharField(max_length=20)
    reference = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACCEPTED)
    # By this house's clock: when the provider took it, and when the report of its end came.
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "reference"], name="one_receipt_per_reference"),
            models.CheckConstraint(
                condition=Q(state="accepted", ended_at=None)
                | (~Q(state="accepted") & Q(ended_at__isnull=False)),
                name="a_receipt_says_when_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.reference} {self.state}"


class CallbackNonce(models.Model):
    """A nonce of a signed callback, kept as long as its timestamp would still be taken (F36)."""

    channel = models.CharField(max_length=20)
    nonce = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "nonce"], name="a_nonce_is_used_once")]
        indexes = [models.Index(fields=["at"], name="nonces_by_time")]
