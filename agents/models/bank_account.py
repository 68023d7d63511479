import uuid

from django.db import models
from django.db.models import Q

from agents.fields import SealedField
from agents.models.agent import Agent
from agents.models.county import County
from agents.models.officer import Officer


class BankAccountQuerySet(models.QuerySet["BankAccount"]):
    def current(self) -> "BankAccountQuerySet":
        return self.filter(ended_at=None)


class BankAccount(models.Model):
    """Where an agent's rewards go: the agent's own account, never another's (R13). Replaced by a new row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="bank_accounts")
    bank = models.CharField(max_length=60)
    holder = SealedField()
    number = SealedField()
    # Two agents with one account are found by it, without opening either (R2).
    number_index = models.CharField(max_length=32, editable=False)
    registered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = BankAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agent"], condition=Q(ended_at=None), name="one_current_bank_account_per_agent"
            ),
            models.UniqueConstraint(
                fields=["county", "number_index"],
                condition=Q(ended_at=None),
                name="one_current_agent_per_bank_account",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
