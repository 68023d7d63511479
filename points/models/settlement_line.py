from django.db import models
from django.db.models import F, Q

from agents.models import Agent
from points.models.entry import PointsEntry
from points.models.money import yuan_field
from points.models.settlement import Settlement


class SettlementLine(models.Model):
    """An agent's line of a frozen quarter: counts, points, yuan, as the reward report prints them.

    Name, post and place are those of the day of freezing: an agent who moves house changes no signed form.
    Append-only and chained. ``earned + carried_in == yuan + carried_out``, in yuan to the fen.
    """

    id = models.BigAutoField(primary_key=True)
    settlement = models.ForeignKey(Settlement, models.PROTECT, related_name="lines")
    # 序号 on the form, from 1.
    number = models.PositiveIntegerField()
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="settlement_lines")
    name = models.CharField(max_length=50)
    post = models.CharField(max_length=20)
    township = models.CharField(max_length=100)
    village = models.CharField(max_length=100)

    class_one = models.PositiveIntegerField()
    class_two = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()
    unsatisfied = models.PositiveIntegerField()
    fair = models.PositiveIntegerField()
    unrated = models.PositiveIntegerField()

    points = models.DecimalField(max_digits=10, decimal_places=2)
    earned = yuan_field()
    # Never above zero: what an earlier quarter owed, and what this one leaves owing (DESIGN §2.10).
    carried_in = yuan_field()
    yuan = yuan_field()
    carried_out = yuan_field()
    # On hold on the day of freezing and therefore not in the figures above.
    held_points = models.DecimalField(max_digits=10, decimal_places=2)
    held_yuan = yuan_field()

    # SHA-256 over the digests of its entries in the order of posting, in hexadecimal.
    entries_digest = models.CharField(max_length=64)
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["settlement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["settlement", "agent"], name="one_line_per_agent"),
            models.UniqueConstraint(fields=["settlement", "number"], name="one_line_per_number"),
            models.CheckConstraint(
                condition=Q(earned=F("yuan") + F("carried_out") - F("carried_in")), name="line_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(yuan__gte=0, carried_in__lte=0, carried_out__lte=0)
                & (Q(yuan=0) | Q(carried_out=0)),
                name="line_pays_or_carries_on",
            ),
        ]
        indexes = [
            models.Index(fields=["settlement", "id"], name="lines_of_settlement"),
            models.Index(fields=["agent", "-id"], name="lines_of_agent"),
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.number} {self.name}"


class SettledEntry(models.Model):
    """A ledger entry in a settlement: in at most one, ever. Append-only."""

    entry = models.OneToOneField(PointsEntry, models.PROTECT, primary_key=True, related_name="settled")
    line = models.ForeignKey(SettlementLine, models.PROTECT, related_name="settled_entries")
