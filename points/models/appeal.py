from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField
from agents.models import Agent, County
from agents.said import said
from dispatch.orders.models import Order, Rating
from points.models.ruling import Ruling


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        """No officer has ruled yet."""
        return self.filter(ruling=None)


class Appeal(models.Model):
    """申诉: the agent's answer to an unsatisfied rating, within the cooling time (DESIGN §2.11, X11).

    One for each rating. Append-only and chained; the ruling is a row of its own.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="appeals")
    order = models.ForeignKey(Order, models.PROTECT, related_name="appeals")
    rating = models.OneToOneField(Rating, models.PROTECT, related_name="appeal")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="appeals")
    # What was said: why the agent contests it. Sealed, and proven by the chain (``agents.said``); in the clear only in
    # rows from before it was sealed.
    plain_words = models.CharField(db_column="words", max_length=1000, blank=True)
    sealed_words = SealedField(bound_by="order_id", null=True)
    words_proof = models.CharField(max_length=64, null=True, editable=False)
    words = said()
    appealed_at = models.DateTimeField()
    digest = models.BinaryField(null=True, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["county", "id"], name="appeals_in_order"),
            models.Index(fields=["agent", "-id"], name="appeals_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}"


class AppealRuling(Ruling):
    """An officer's word on an appeal: the zero stays, or the rating does not count."""

    class Verdict(models.TextChoices):
        UPHELD = "upheld", _("the rating stands")
        OVERTURNED = "overturned", _("the rating does not count")

    appeal = models.OneToOneField(Appeal, models.PROTECT, related_name="ruling")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="appeal_rulings_in_order")]
