from django.db import models
from django.utils.translation import gettext_lazy as _

from agents.models.county import County
from agents.models.user import User


class Who(models.TextChoices):
    """As what somebody acted. A visitor is whoever could not prove who they are."""

    OFFICER = "officer", _("officer")
    AGENT = "agent", _("agent")
    CITIZEN = "citizen", _("citizen")
    SYSTEM = "system", _("the system")
    VISITOR = "visitor", _("not signed in")


class Deed(models.TextChoices):
    """What is written down. Past tense; the column has no choices, so a new deed needs no migration."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("could not sign in")
    SIGNED_OUT = "signed_out", _("signed out")
    SECOND_STEP_SET = "second_step_set", _("second sign-in step set up")
    SECOND_STEP_RESET = "second_step_reset", _("second sign-in step reset")
    RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    OFFICER_ADDED = "officer_added", _("officer's account opened")
    OFFICER_CHANGED = "officer_changed", _("officer's role changed")
    OFFICER_ENDED = "officer_ended", _("officer's account closed")
    AGENT_ADDED = "agent_added", _("agent added")
    AGENT_CHANGED = "agent_changed", _("agent changed")
    AGENT_ENDED = "agent_ended", _("agent ended")
    PORTRAIT_SET = "portrait_set", _("agent's portrait set")
    PORTRAIT_REMOVED = "portrait_removed", _("agent's portrait removed")
    ROSTER_IMPORTED = "roster_imported", _("roster imported")
    POLICY_ANNOUNCED = "policy_announced", _("new policy announced")
    POINTS_RULE_ANNOUNCED = "points_rule_announced", _("new points rule announced")
    ANNOUNCED = "announced", _("announcement published")
    ANNOUNCEMENT_WITHDRAWN = "announcement_withdrawn", _("announcement withdrawn")
    POINTS_RULE_WITHDRAWN = "points_rule_withdrawn", _("planned points rule withdrawn")
    CATALOGUE_CHANGED = "catalogue_changed", _("catalogue changed")
    GRIDS_CHANGED = "grids_changed", _("grids changed")
    EXPORTED = "exported", _("exported")
    QUARTER_FROZEN = "quarter_frozen", _("quarter frozen")
    QUARTER_RELEASED = "quarter_released", _("payout released")
    QUARTER_PAID = "quarter_paid", _("quarter paid")
    BUDGET_ENTERED = "budget_entered", _("budget entered")
    BANK_ACCOUNT_CHANGED = "bank_account_changed", _("bank account changed")
    BANK_RESULT_IMPORTED = "bank_result_imported", _("bank result imported")
    HOLD_PLACED = "hold_placed", _("points put on hold")
    HOLD_RULED = "hold_ruled", _("hold ruled on")
    APPEAL_RULED = "appeal_ruled", _("appeal ruled on")
    POINTS_CORRECTED = "points_corrected", _("points corrected")
    SUBSIDY_POSTED = "subsidy_posted", _("subsidy posted")
    COMPLAINT_RULED = "complaint_ruled", _("complaint answered")
    FOLLOW_UP_RECORDED = "follow_up_recorded", _("follow-up recorded")
    DELIVERY_RETRIED = "delivery_retried", _("failed message sent again")
    CHANNEL_CHANGED = "channel_changed", _("message channel changed")
    ERASED = "erased", _("personal data erased")
    AUDIT_PRUNED = "audit_pruned", _("old audit rows removed")


class AuditEntry(models.Model):
    """One deed. Append-only and chained by county; the database keeps each for at least 183 days (S24)."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    deed = models.CharField(max_length=30)
    who = models.CharField(max_length=10)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    address = models.GenericIPAddressField(null=True)
    # What it was done to: the model's name and key, and how people call it.
    about = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    about_name = models.CharField(max_length=100, blank=True)
    is_refused = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    # What changed, without personal data.
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["county", "id"], name="audit_chain_of_county"),
            models.Index(fields=["county", "at"], name="audit_of_county_by_time"),
            models.Index(fields=["actor", "at"], name="audit_of_actor_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.deed}"
