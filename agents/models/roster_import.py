import uuid

from django.db import models

from agents.fields import SealedField
from agents.models.county import County
from agents.models.officer import Officer


class RosterImport(models.Model):
    """A roster that was read and shown, and waits to be confirmed. Gone afterwards, or with the next file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    county = models.ForeignKey(County, models.CASCADE, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=100)
    made_at = models.DateTimeField()
    # Names and numbers of people: sealed.
    content = SealedField()
