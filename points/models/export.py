from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models import County, Officer


class Export(models.Model):
    """Who took which figures out of the house, when and why (S28). Append-only and chained by county."""

    class What(models.TextChoices):
        WORKBOOK = "workbook", _("reward report (Excel)")
        TABLES = "tables", _("reward report (CSV)")
        BANK = "bank", _("file for the bank (Excel)")
        SIGNED_FORM = "signed_form", _("form to sign (PDF)")
        APPRAISAL = "appraisal", _("appraisal figures")
        SUBSIDIES = "subsidies", _("subsidies")

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    # Null: at the command line, by whoever may use the machine.
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=12, choices=What.choices)
    quarter = models.CharField(max_length=6)
    reason = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    # Of the file as it left the house: a paper that turns up later can be told from another.
    sha256 = models.CharField(max_length=64)
    exported_at = models.DateTimeField()
    # Made by the database, from this row and the one before it.
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["county", "-id"], name="exports_of_county")]

    def __str__(self) -> str:
        return f"{self.what} {self.quarter}"
