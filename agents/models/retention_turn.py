from django.contrib.postgres.fields import ArrayField
from django.db import models

from agents.models.county import County


class RetentionTurn(models.Model):
    """The last walk of the clock through what a county keeps too long. One row a county; it proves what was erased."""

    county = models.OneToOneField(County, models.PROTECT, primary_key=True, related_name="+")
    began_at = models.DateTimeField()
    # Null while kinds are left.
    finished_at = models.DateTimeField(null=True)
    # Kinds whose turn has not come yet, in order.
    waiting = ArrayField(models.CharField(max_length=20), default=list)
    # Kind → rows that this turn erased.
    erased = models.JSONField(default=dict)
