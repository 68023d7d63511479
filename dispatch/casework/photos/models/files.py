from django.db import models


class PhotoFiles(models.Model):
    """What a row says of a photo's files in ``store``; as ``pictures.Picture`` has it."""

    # SHA-256 of what was sent, to tell a resend from another photo.
    sent_hash = models.CharField(max_length=64)
    # Random, and our own: the name it had on the phone is forgotten.
    name = models.CharField(max_length=32, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()

    class Meta:
        abstract = True
