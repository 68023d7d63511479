from django.db import models

from agents.models.user import User


class Consent(models.Model):
    """A person agreed to one version of "what is kept, and who sees it", for oneself or for a child (S26).

    Withdrawn at the person's wish, or when the person is erased; who asks again afterwards agrees again.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="consents")
    version = models.CharField(max_length=20)
    # As parent or guardian of a child under 14, whose own word would not do (PIPL art. 31).
    for_child = models.BooleanField(default=False, db_default=False)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "version", "for_child"],
                condition=models.Q(withdrawn_at=None),
                name="one_consent_at_a_time_per_version",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
                name="consent_is_withdrawn_after_it_is_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.version}"
