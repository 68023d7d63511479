from django.db import models


class SignInFailure(models.Model):
    """A password tried for a user name from an address. Written before the password is looked at (S12)."""

    # Look-up value of the user name, whether or not anybody has it.
    username_index = models.CharField(max_length=32)
    address = models.GenericIPAddressField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["username_index", "address", "at"], name="failures_of_a_user_name")]
