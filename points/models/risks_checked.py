from django.db import models

from agents.models import County


class RisksChecked(models.Model):
    """When the rules against fraud last looked at a county's services. One row a county, moved on by the clock."""

    county = models.OneToOneField(County, models.PROTECT, primary_key=True, related_name="+")
    checked_at = models.DateTimeField()
