from django.db import models

from agents.models import Officer
from realtime.models.delivery import Delivery


class Resending(models.Model):
    """An officer sent a failed delivery again: who and when. Rows are only ever added."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="resendings")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    # Why it had failed, for the row itself forgets it.
    error = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
