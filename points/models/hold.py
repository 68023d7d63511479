from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedField
from agents.models import Agent, County, Officer
from agents.said import said
from dispatch.orders.models import Order
from points.models.ruling import Ruling


class HoldQuerySet(models.QuerySet["Hold"]):
    def open(self) -> "HoldQuerySet":
        """No officer has ruled yet."""
        return self.filter(ruling=None)

    def rejected(self) -> "HoldQuerySet":
        return self.filter(ruling__verdict=HoldRuling.Verdict.REJECTED)


class Hold(models.Model):
    """冻结: points of one service kept out of payout until an officer rules (DESIGN §2.13, X09).

    Opened by a rule of ``points.risks`` or by an officer. ``facts`` are the evidence: figures and codes, never
    personal data; the rule turns them into a sentence that the agent can read. Append-only and chained; the
    agent's answer and the officer's ruling are rows of their own.
    """

    class Rule(models.TextChoices):
        """Numbers as in the county's list of risks."""

        OWN_REQUEST = "R1", _("own request")
        PAIR = "R2", _("many services for one applicant")
        RATER = "R3", _("rated from the agent's own device")
        NEW_NUMBERS = "R4", _("many new numbers at once")
        RING = "R5", _("a small circle")
        SPLIT = "R6", _("one matter asked several times")
        CLASS = "R7", _("class without a basis")
        INSTANT = "R8", _("done at once, without a trace")
        PRESSURED = "R9", _("rated at once")
        MACHINE = "R10", _("claimed faster than a hand can")
        ACCOUNT = "R13", _("bank account of another person")
        RE_RATED = "R14", _("unsatisfied, then satisfied")
        OFFICER = "officer", _("an officer has doubts")

    class Covers(models.TextChoices):
        SERVICE = "service", _("all points of the service")
        BONUS = "bonus", _("the point for satisfaction")

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="holds")
    order = models.ForeignKey(Order, models.PROTECT, related_name="holds")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="holds")
    rule = models.CharField(max_length=10, choices=Rule.choices)
    covers = models.CharField(max_length=10, choices=Covers.choices, default=Covers.SERVICE)
    facts = models.JSONField(default=dict)
    # An officer's own words; empty when a rule opened it.
    words = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    digest = models.BinaryField(null=True, editable=False)

    objects = HoldQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            # A rule speaks once of a service: what an officer has released stays released.
            models.UniqueConstraint(fields=["order", "rule"], name="one_hold_per_order_and_rule"),
            models.CheckConstraint(
                condition=~models.Q(rule="officer") | models.Q(opened_by__isnull=False),
                name="an_officers_doubt_has_an_officer",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "id"], name="holds_in_order"),
            models.Index(fields=["agent", "-id"], name="holds_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.order_id}"


class HoldAnswer(models.Model):
    """What the agent says to a hold. Append-only and chained."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    hold = models.OneToOneField(Hold, models.PROTECT, related_name="answer")
    # What was said: the agent's word on it. Sealed, and proven by the chain (``agents.said``); in the clear only in
    # rows from before it was sealed.
    plain_words = models.CharField(db_column="words", max_length=500, blank=True)
    sealed_words = SealedField(bound_by="hold_id", null=True)
    words_proof = models.CharField(max_length=64, null=True, editable=False)
    words = said()
    answered_at = models.DateTimeField()
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="hold_answers_in_order")]


class HoldRuling(Ruling):
    """An officer's word on a hold."""

    class Verdict(models.TextChoices):
        RELEASED = "released", _("released")
        REJECTED = "rejected", _("taken back")

    hold = models.OneToOneField(Hold, models.PROTECT, related_name="ruling")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="hold_rulings_in_order")]
