from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.models import Agent, County
from dispatch.orders.models import Order
from points.models.rule import PointsRule


class PointsEntry(models.Model):
    """积分明细: one signed, immutable line. The database refuses UPDATE, DELETE and TRUNCATE.

    It belongs to the month and quarter in which it is posted, county time (DESIGN §2.10).
    """

    class Kind(models.TextChoices):
        BASE = "base", _("service completed")
        SATISFIED = "satisfied", _("satisfied rating")
        CLASS_CHANGE = "class_change", _("class confirmed")
        REVERSAL = "reversal", _("reversal")

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="points_entries", db_index=False)
    # One key per cause: posting the same cause again is harmless.
    key = models.CharField(max_length=120, unique=True)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="points_entries", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="points_entries", db_index=False)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    rule = models.ForeignKey(PointsRule, models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    posted_at = models.DateTimeField()
    # County time at posting: "2026-11" and "2026Q4".
    month = models.CharField(max_length=7)
    quarter = models.CharField(max_length=6)
    # One chain for each county (agents.chain): an altered or removed line is named by ``manage.py verify``.
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False)
                | (~Q(kind="reversal") & Q(reverses=None)),
                name="reversal_names_what_it_reverses",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "quarter", "agent"], name="entries_of_quarter"),
            models.Index(fields=["agent", "-id"], name="entries_of_agent"),
            models.Index(fields=["order"], name="entries_of_order"),
            models.Index(fields=["county", "id"], name="entries_in_order"),
        ]

    def __str__(self) -> str:
        return self.key
