from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import Officer
from points.models.money import yuan_field
from points.models.settlement import Settlement
from points.models.settlement_line import SettlementLine


class BankResult(models.Model):
    """A file in which the bank said what it paid. The same file again is the same import (X08). Append-only."""

    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="bank_results")
    name = models.CharField(max_length=200)
    # SHA-256 of its bytes, in hexadecimal.
    sha256 = models.CharField(max_length=64)
    imported_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "sha256"], name="one_import_per_file"),
        ]


class BankResultLine(models.Model):
    """What the bank said of one line. Paid once at most; what failed may be tried again. Append-only and chained."""

    class Outcome(models.TextChoices):
        PAID = "paid", _("paid")
        FAILED = "failed", _("not paid")

    id = models.BigAutoField(primary_key=True)
    result = models.ForeignKey(BankResult, models.PROTECT, related_name="lines")
    line = models.ForeignKey(SettlementLine, models.PROTECT, related_name="bank_results")
    outcome = models.CharField(max_length=6, choices=Outcome.choices)
    yuan = yuan_field()
    reference = models.CharField(max_length=50, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(outcome="paid"), name="a_line_is_paid_once"),
            models.UniqueConstraint(fields=["result", "line"], name="one_word_of_the_bank_per_line"),
        ]
        indexes = [models.Index(fields=["result", "id"], name="lines_of_bank_result")]
