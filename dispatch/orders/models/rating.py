from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedWordsField
from agents.models import Agent, County, User
from dispatch.orders.models.order import Order


class Rating(models.Model):
    """评价: the applicant's word on the service. A revision is a new row; the latest counts (DESIGN §2.9)."""

    class Grade(models.TextChoices):
        VERY_SATISFIED = "very_satisfied", _("very satisfied")
        SATISFIED = "satisfied", _("satisfied")
        FAIR = "fair", _("fair")
        UNSATISFIED = "unsatisfied", _("unsatisfied")
        VERY_UNSATISFIED = "very_unsatisfied", _("very unsatisfied")

    class Source(models.TextChoices):
        APPLICANT = "applicant", _("by the applicant")
        FOLLOW_UP = "follow_up", _("by a follow-up call")

    SATISFIED_GRADES = frozenset({Grade.VERY_SATISFIED, Grade.SATISFIED})
    UNSATISFIED_GRADES = frozenset({Grade.UNSATISFIED, Grade.VERY_UNSATISFIED})

    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="ratings")
    grade = models.CharField(max_length=20, choices=Grade.choices)
    words = SealedWordsField(bound_by="order_id")
    # Said by the applicant at a door of this site, or to an officer on the phone, whose word then stands (R9).
    source = models.CharField(
        max_length=10, choices=Source.choices, default=Source.APPLICANT, db_default=Source.APPLICANT
    )
    citizen = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # From where it came (R3): the address, and the agent who last used that browser within the days its mark lasts.
    # Read by the rules and shown to nobody.
    address = models.GenericIPAddressField(null=True)
    browser_agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    browser_agent_seen_at = models.DateTimeField(null=True)
    rated_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(superseded_at=None), name="one_current_rating_per_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.grade}"

    @property
    def is_satisfied(self) -> bool:
        return self.grade in self.SATISFIED_GRADES

    @property
    def is_unsatisfied(self) -> bool:
        return self.grade in self.UNSATISFIED_GRADES
