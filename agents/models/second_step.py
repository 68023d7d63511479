from django.db import models
from django.db.models import Q

from agents.fields import SealedField
from agents.models.user import User


class SecondStep(models.Model):
    """An officer's second sign-in step: six digits of an authenticator app (TOTP, RFC 6238), beside the password."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="second_step")
    secret = SealedField()
    set_up_at = models.DateTimeField()
    # The half minute (Unix time / 30) whose code was used last: a code is good once (S13).
    last_step = models.BigIntegerField()


class RecoveryCode(models.Model):
    """For the day the phone is lost. Each works once; only its keyed hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "code_hash"], name="one_recovery_code_each"),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(used_at=None), name="recovery_codes_left")]
