from typing import Any

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agents.fields import SealedWordsField
from agents.models import Agent, County, Officer
from dispatch.orders.models import Order

CALLS_MAX = F("order__policy__follow_up_calls_max")


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, officer: Officer) -> "FollowUpQuerySet":
        """Of the orders that the officer answers for."""
        return self.filter(county=officer.county_id, order__in=Order.objects.visible_to(officer))

    def to_call(self) -> "FollowUpQuerySet":
        """Neither answered nor given up."""
        waits: FollowUpQuerySet = self.counted().filter(is_answered=False, calls_count__lt=CALLS_MAX)
        return waits

    def given_up(self) -> "FollowUpQuerySet":
        """Called as often as the policy allows, and nobody was reached."""
        over: FollowUpQuerySet = self.counted().filter(is_answered=False, calls_count__gte=CALLS_MAX)
        return over

    def answered(self) -> "FollowUpQuerySet":
        return self.filter(Exists(FollowUpCall.objects.answers().filter(follow_up=OuterRef("pk"))))

    def counted(self) -> Any:
        """The same with ``calls_count`` and ``is_answered``."""
        answers = FollowUpCall.objects.answers().filter(follow_up=OuterRef("pk"))
        return self.annotate(calls_count=Count("calls"), is_answered=Exists(answers))


class FollowUp(models.Model):
    """回访: somebody asks the applicant how a completed service was. One for each service. Append-only."""

    class Reason(models.TextChoices):
        SAMPLED = "sampled", _("drawn by lot")
        DOUBTED = "doubted", _("a rule has doubts")

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="follow_ups")
    order = models.OneToOneField(Order, models.PROTECT, related_name="follow_up")
    # Who did the service.
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="follow_ups")
    reason = models.CharField(max_length=10, choices=Reason.choices)
    # The share of the lot, by the order's own policy; null where nobody drew.
    percent = models.PositiveSmallIntegerField(null=True)
    asked_at = models.DateTimeField()

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["county", "asked_at"], name="follow_ups_of_county")]

    def __str__(self) -> str:
        return f"{self.order_id}"


class FollowUpCallQuerySet(models.QuerySet["FollowUpCall"]):
    def answers(self) -> "FollowUpCallQuerySet":
        return self.filter(outcome__in=FollowUpCall.ANSWERS)


class FollowUpCall(models.Model):
    """One call, and what was said. Append-only; the words may be erased."""

    class Outcome(models.TextChoices):
        SATISFIED = "satisfied", _("satisfied")
        UNSATISFIED = "unsatisfied", _("not satisfied")
        NOT_REACHED = "not_reached", _("not reached")

    ANSWERS = frozenset({Outcome.SATISFIED, Outcome.UNSATISFIED})

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="calls")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    words = SealedWordsField(bound_by="follow_up_id")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    objects = FollowUpCallQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["county", "called_at"], name="follow_up_calls_of_county")]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up"],
                condition=Q(outcome__in=["satisfied", "unsatisfied"]),
                name="one_answer_per_follow_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self.follow_up_id} {self.outcome}"


class FollowUpsDrawn(models.Model):
    """Up to when a county's services have been in the draw. One row a county, moved on by the clock."""

    county = models.OneToOneField(County, models.PROTECT, primary_key=True, related_name="+")
    drawn_at = models.DateTimeField()
