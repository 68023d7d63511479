from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import Officer
from points.models.settlement import Settlement


class SettlementEvent(models.Model):
    """What was done with a settlement, by whom, when. Append-only and chained.

    ``facts`` are for machines: figures of the freezing, the name and SHA-256 of a file that went out or came in.
    """

    class Kind(models.TextChoices):
        FROZEN = "frozen", _("quarter frozen")
        FIRST_RELEASE = "first_release", _("released by the first officer")
        SECOND_RELEASE = "second_release", _("released by the second officer")
        EXPORTED = "exported", _("report exported")
        BANK_RESULT = "bank_result", _("bank result imported")
        PAID = "paid", _("everybody paid")

    id = models.BigAutoField(primary_key=True)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # The state that this event left the settlement in.
    state = models.CharField(max_length=10, choices=Settlement.State.choices)
    words = models.CharField(max_length=500, blank=True)
    facts = models.JSONField(default=dict)
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["settlement", "id"], name="events_of_settlement")]
