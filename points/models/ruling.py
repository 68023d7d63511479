from django.db import models

from agents.models import County, Officer


class Ruling(models.Model):
    """An officer's word: once, with a reason. Append-only and chained; who inherits says on what and how it may go."""

    id = models.BigAutoField(primary_key=True)
    county = models.ForeignKey(County, models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField()
    digest = models.BinaryField(null=True, editable=False)

    class Meta:
        abstract = True
