from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedWordsField
from agents.models import Agent, County, Officer
from dispatch.orders.models.order import Order


class Assignment(models.Model):
    """承办: who carries the order, from when to when, by claim or by assignment."""

    class Basis(models.TextChoices):
        CLAIM = "claim", _("by claim")
        ASSIGN = "assign", _("by assignment")

    class Ending(models.TextChoices):
        COMPLETED = "completed", _("completed")
        CANCELLED = "cancelled", _("cancelled")
        RELEASED = "released", _("given back")
        AUTO_RELEASED = "auto_released", _("no first contact in time")
        REASSIGNED = "reassigned", _("given to another agent")
        AGENT_LEFT = "agent_left", _("the agent left the roster")
        NOT_MY_GRID = "not_my_grid", _("found to be of another grid")

    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="assignments")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="assignments")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    assigned_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=15, choices=Ending.choices, blank=True)
    reason = SealedWordsField(bound_by="order_id")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(ended_at=None), name="one_current_assignment_per_order"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ending="") | (Q(ended_at__isnull=False) & ~Q(ending="")),
                name="ended_assignment_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} → {self.agent_id}"
