import uuid

from django.db import models

from agents.fields import SealedField
from agents.models import Agent, County
from dispatch.orders.models import Order


class ReplyCode(models.Model):
    """The four digits by which one agent speaks of one order in an SMS: they claim it once, and then name it.

    Short enough to type, and of no use from any other number. After weeks the digits may mean another order.
    """

    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    code = models.CharField(max_length=4)
    made_at = models.DateTimeField()
    # When it has claimed: it never will again.
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "code"], name="one_order_per_code_of_an_agent"),
            models.UniqueConstraint(fields=["order", "agent"], name="one_code_per_order_and_agent"),
        ]


class Reply(models.Model):
    """An SMS that came in: who sent it, what was made of it. The provider's own id makes a second delivery harmless."""

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"
        UNCLEAR = "unclear"
        STRANGER = "stranger"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100)
    phone_index = models.CharField(max_length=32)
    # People write names and numbers into what they report.
    text = SealedField()
    at = models.DateTimeField()
    agent = models.ForeignKey(Agent, models.PROTECT, null=True, related_name="+")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=10, blank=True)
    # Empty while it is being worked on.
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    is_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "reference"], name="one_reply_per_reference")
        ]
        indexes = [models.Index(fields=["phone_index", "-at"], name="replies_of_a_number")]
