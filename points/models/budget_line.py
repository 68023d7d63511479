from django.db import models

from agents.models import County, Officer
from points.models.money import yuan_field


class BudgetLine(models.Model):
    """Money that the county has set aside for rewards in a year (LS-16). Append-only and chained.

    A year's budget is the sum of its lines: what is added later is another line, what is taken back a negative one.
    It pays for the four quarters that bear the year's number, whenever they are settled.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="budget_lines")
    year = models.PositiveSmallIntegerField()
    # The document or the budget code that it rests on.
    basis = models.CharField(max_length=200)
    yuan = yuan_field()
    entered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~models.Q(yuan=0), name="budget_line_is_not_nothing")]
        indexes = [
            models.Index(fields=["county", "id"], name="budget_lines_in_order"),
            models.Index(fields=["county", "year"], name="budget_lines_of_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.basis}"
