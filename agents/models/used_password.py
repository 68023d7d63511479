from django.db import models

from agents.models.user import User


class UsedPassword(models.Model):
    """A password that an officer chose, as its hash: none of the last few comes back (S14)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="used_passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
