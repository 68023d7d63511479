import hashlib
import secrets

from django.db import models

from agents.models.user import User


class AccessToken(models.Model):
    """A bearer token of the machine door. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="access_tokens")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    @staticmethod
    def fresh() -> str:
        """256 random bits, URL-safe."""
        return secrets.token_urlsafe(32)

    @staticmethod
    def hash_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
