from django.db import models

from agents.models import Agent


class HeardFrom(models.Model):
    """When an agent who could not be reached was there again: what failed before that counts no more."""

    agent = models.OneToOneField(Agent, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField()
