from django.db import models

from agents.models import Agent, User


class Portrait(models.Model):
    """An agent's face: one square file in the photos' store. A new one takes the place of the old."""

    agent = models.OneToOneField(Agent, models.PROTECT, primary_key=True, related_name="portrait")
    # Random, and our own.
    name = models.CharField(max_length=32, unique=True)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
