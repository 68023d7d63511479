from django.db import models

from agents.models import County
from dispatch.orders.models import Order


class Message(models.Model):
    """通知: what is said, in the transaction that caused it. The words are made when it is sent.

    ``kind`` names the text template, ``facts`` fill it; neither holds personal data.
    """

    county = models.ForeignKey(County, models.PROTECT, related_name="+", db_index=False)
    # One key per cause: the same news twice is one message.
    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="messages")
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key
