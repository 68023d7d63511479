from django.db import models

from agents.models.user import User


class OfficerSession(models.Model):
    """A browser in which an officer is signed in: there are only so many at a time (S12)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
