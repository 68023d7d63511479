from django.db import models

from agents.models.county import County


class SignInCode(models.Model):
    """A one-time code sent to a phone. Only its hash is kept; the row counts wrong guesses (S9, S10)."""

    county = models.ForeignKey(County, models.PROTECT)
    phone_index = models.CharField(max_length=32)
    # Random value in the browser session or API client that asked; the code works nowhere else.
    asked_by = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    address = models.GenericIPAddressField(null=True)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    wrong_guesses = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["county", "phone_index", "asked_at"], name="codes_of_a_phone"),
            models.Index(fields=["address", "asked_at"], name="codes_of_an_address"),
        ]
