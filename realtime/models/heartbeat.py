from django.db import models


class Heartbeat(models.Model):
    """When a worker was last heard from: ``dispatcher`` and ``deliveries``, whoever of them it was."""

    name = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()
