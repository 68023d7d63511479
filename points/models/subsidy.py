from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, County, Officer


class SubsidyKind(models.TextChoices):
    TRANSPORT = "transport", _("transport")
    LOST_TIME = "lost_time", _("lost working time")


class SubsidyBudget(models.Model):
    """What a year's budget gives for one kind of subsidy; each line adds to it or takes from it (LH-11)."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SubsidyKind.choices)
    yuan = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=200)
    entered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["county", "year", "kind"], name="subsidy_budget_of_year")]

    def __str__(self) -> str:
        return f"{self.year} {self.kind}"


class Subsidy(models.Model):
    """交通、误工补助: granted beside points and never mixed with them (LH-11). Taken back by a line below zero."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="subsidies")
    kind = models.CharField(max_length=10, choices=SubsidyKind.choices)
    # County time: "2026-11".
    month = models.CharField(max_length=7)
    yuan = models.DecimalField(max_digits=10, decimal_places=2)
    reason = models.CharField(max_length=200)
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="taken_back_by")
    granted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    # Made by the database, from this row and the one before it.
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(takes_back=None, yuan__gt=Decimal(0))
                | Q(takes_back__isnull=False, yuan__lt=Decimal(0)),
                name="a_subsidy_gives_or_takes_one_back",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "id"], name="subsidies_in_order"),
            models.Index(fields=["county", "month", "kind"], name="subsidies_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.kind} {self.yuan}"
