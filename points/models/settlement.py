from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agents.models import County, Officer
from points.models.entry import PointsEntry
from points.models.money import yuan_field


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def of(self, county: County | str, quarter: str) -> "Settlement | None":
        """The settlement of ``2026Q4``, or None while the quarter is open."""
        return self.filter(county=county, quarter=quarter).first()


class Settlement(models.Model):
    """季度结算: a quarter closed once (X08). Before there is a row the quarter is a preview, reckoned when asked.

    The database refuses to change what was frozen, two rows for one quarter, and one officer for two of the
    three hands (freezing, first and second release). Yuan to the fen.
    """

    class State(models.TextChoices):
        FROZEN = "frozen", _("frozen")
        RELEASED = "released", _("released for payment")
        EXPORTED = "exported", _("sent to the bank")
        PAID = "paid", _("paid")

    county = models.ForeignKey(County, models.PROTECT, related_name="settlements")
    quarter = models.CharField(max_length=6)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FROZEN)

    # What was frozen. None of it ever changes.
    frozen_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    agents_count = models.PositiveIntegerField()
    points = models.DecimalField(max_digits=12, decimal_places=2)
    earned = yuan_field()
    carried_in = yuan_field()
    yuan = yuan_field()
    carried_out = yuan_field()
    held_yuan = yuan_field()
    # What the year's budget still had for it (LS-16).
    budget_yuan = yuan_field()
    # Where the county's ledger stood: a tail cut off later is noticed by the digest kept here.
    ledger_head = models.ForeignKey(PointsEntry, models.PROTECT, null=True, related_name="+")
    ledger_digest = models.BinaryField(null=True)
    # SHA-256 over the digests of its lines, in hexadecimal.
    lines_digest = models.CharField(max_length=64)

    # What happened since.
    first_released_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    first_released_at = models.DateTimeField(null=True)
    second_released_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    second_released_at = models.DateTimeField(null=True)
    exported_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["county", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["county", "quarter"], name="one_settlement_per_quarter"),
            models.CheckConstraint(
                condition=Q(first_released_by=None) | ~Q(first_released_by=F("frozen_by")),
                name="who_froze_does_not_release",
            ),
            models.CheckConstraint(
                condition=Q(second_released_by=None)
                | (~Q(second_released_by=F("frozen_by")) & ~Q(second_released_by=F("first_released_by"))),
                name="two_officers_release",
            ),
            models.CheckConstraint(
                condition=Q(state="frozen")
                | Q(first_released_by__isnull=False, second_released_by__isnull=False),
                name="released_by_two",
            ),
            models.CheckConstraint(
                condition=Q(earned=F("yuan") + F("carried_out") - F("carried_in")),
                name="settlement_adds_up",
            ),
            models.CheckConstraint(condition=Q(yuan__gte=0), name="settlement_pays_nothing_below_zero"),
            models.CheckConstraint(
                condition=Q(yuan__lte=F("budget_yuan")), name="settlement_stays_in_budget"
            ),
        ]

    def __str__(self) -> str:
        return self.batch

    @property
    def batch(self) -> str:
        """批次号, as the bank file and its result name it: ``431127-2026Q4``."""
        return f"{self.county_id}-{self.quarter}"

    @property
    def releases(self) -> list[tuple[Officer, datetime]]:
        """Who released it, in the order of release."""
        both = (
            (self.first_released_by, self.first_released_at),
            (self.second_released_by, self.second_released_at),
        )
        return [(officer, at) for officer, at in both if officer and at]
