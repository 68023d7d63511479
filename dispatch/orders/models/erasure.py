from django.db import models

from agents.models import County, User


class Erasure(models.Model):
    """A citizen's personal data was erased at the citizen's wish. The row proves when; it names nobody (S26)."""

    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    orders_count = models.PositiveIntegerField()
    at = models.DateTimeField()
