from django.db import models

from agents.models.user import User


class Consent(models.Model):
    """A person agreed to one version of "what is kept, and who sees it"; withdrawn when the person is erased (S26)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="consents")
    version = models.CharField(max_length=20)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "version"], name="one_consent_per_version"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"
