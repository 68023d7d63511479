from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.errors import Kind, Refusal
from agents.models import County, Officer


class NoPointsRule(Refusal):
    kind = Kind.CONFLICT
    code = "no_points_rule"
    sentence = _("The county has no points rule for this day.")


class PointsRuleQuerySet(models.QuerySet["PointsRule"]):
    def standing(self) -> "PointsRuleQuerySet":
        """Without those that were withdrawn before their day."""
        return self.filter(withdrawal=None)

    def begun(self, county_id: Any, *, at: Any) -> "PointsRuleQuerySet":
        """Standing versions whose date has come, the one in force first. Values, or ``Given``."""
        return self.standing().filter(county_id=county_id, effective_at__lte=at).order_by("-effective_at")

    def in_force(self, county_id: str, *, at: datetime) -> "PointsRule":
        """The standing version whose date came last before ``at``. Raises NoPointsRule."""
        rule = self.begun(county_id, at=at).first()
        if rule is None:
            raise NoPointsRule
        return rule


class PointsRule(models.Model):
    """积分规则: how many points for what, and yuan per point. Versioned; a row is never edited (LS-11 … LS-14)."""

    county = models.ForeignKey(County, models.PROTECT, related_name="points_rules")
    version = models.PositiveIntegerField()
    effective_at = models.DateTimeField()
    class_one = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("1.5"))
    class_two = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("2"))
    satisfied = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal("1"))
    yuan_per_point = models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("10"))

    # Who announced it, when and why; null for the version that a county begins with.
    announced_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    announced_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, null=True)
    digest = models.BinaryField(null=True, editable=False)

    objects = PointsRuleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "version"], name="one_points_rule_per_version"),
        ]
        indexes = [models.Index(fields=["county", "id"], name="points_rules_in_order")]

    def __str__(self) -> str:
        return f"{self.county_id} v{self.version}"

    def base(self, difficulty_class: int) -> Decimal:
        return self.class_two if difficulty_class == 2 else self.class_one


class PointsRuleWithdrawal(models.Model):
    """A planned version that will not come into force: a row, for the version itself is never edited.

    Append-only and chained. Its day is free for another version.
    """

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    rule = models.OneToOneField(PointsRule, models.PROTECT, related_name="withdrawal")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    withdrawn_at = models.DateTimeField()
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["county", "id"], name="rule_withdrawals_in_order")]
